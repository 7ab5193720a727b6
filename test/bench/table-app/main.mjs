// The Electron app of the table bench: one window for each address that it is started with, all of one size, none of them throttled.
import { app, BrowserWindow } from 'electron';

const size = { width: 1600, height: 900 };
const addresses = process.argv.filter((argument) => argument.startsWith('http://'));

// Not awaited here: Electron is ready only after this file has been read to its end.
void app.whenReady().then(() => addresses.map((address) => {
  const window = new BrowserWindow({ x: 0, y: 0, ...size, useContentSize: true, frame: false, webPreferences: { backgroundThrottling: false } });
  return window.loadURL(address);
}));
app.on('window-all-closed', () => app.quit());
