// Starts the simulator in its own process and hands its addresses and demo credentials to main.
import path from 'node:path';
import { utilityProcess } from 'electron';

export interface DemoServer {
  readonly url: string;
  readonly tokenUrl: string;
  readonly credentials: readonly { readonly accountNumber: string; readonly clientId: string; readonly clientSecret: string }[];
  close(): Promise<void>;
}

/** `terminals`: size of the fleet, null for the demo's own. */
export function startDemoServer(terminals: number | null, onGone: (reason: string) => void): Promise<DemoServer> {
  return new Promise((resolve, reject) => {
    const args = terminals === null ? [] : [String(terminals)];
    const child = utilityProcess.fork(path.join(import.meta.dirname, 'simulator-worker.js'), args, { serviceName: 'Groundtrack simulator', stdio: 'pipe' });
    let words = '';
    let closing = false;
    child.stderr?.on('data', (text: Buffer) => (words = text.toString().slice(-500)));
    const gone = new Promise<void>((done) => {
      child.once('exit', (code) => {
        done();
        const reason = `The simulator ended (code ${code}). ${words}`.trim();
        reject(new Error(reason));
        if (!closing) onGone(reason);
      });
    });
    child.once('message', (message: Omit<DemoServer, 'close'>) => {
      resolve({
        ...message,
        async close() {
          closing = true;
          child.postMessage('stop');
          await gone;
        },
      });
    });
  });
}
