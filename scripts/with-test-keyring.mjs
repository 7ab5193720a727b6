// Runs inside `dbus-run-session`: unlocks an empty Secret Service, then runs the command given as arguments.
// GROUNDTRACK_TEST_KEYRING=1 is set for it only when a secret was really stored and read back.
import { spawn } from 'node:child_process';
import { runCommand } from './run-command.mjs';
import { runScript, say } from './say.mjs';

/** gnome-keyring-daemon reads the password from stdin, and returns when it is ready and in the background. */
function unlockKeyring() {
  return new Promise((resolve) => {
    const daemon = spawn('gnome-keyring-daemon', ['--unlock', '--components=secrets'], { stdio: ['pipe', 'ignore', 'inherit'] });
    daemon.once('error', () => resolve(false));
    // 'exit', not 'close': the daemon in the background keeps our stderr open.
    daemon.once('exit', (code) => resolve(code === 0));
    daemon.stdin.on('error', () => resolve(false));
    daemon.stdin.end('test');
  });
}

async function keepsSecrets() {
  try {
    const { setPassword, getPassword, deletePassword } = await import('@napi-rs/keyring/keytar.js');
    await setPassword('groundtrack-test', 'probe', 'kept');
    const answer = await getPassword('groundtrack-test', 'probe');
    await deletePassword('groundtrack-test', 'probe');
    return answer === 'kept';
  } catch (error) {
    say(String(error));
    return false;
  }
}

await runScript(async () => {
  const [command, ...args] = process.argv.slice(2);
  if (command === undefined) return 1;
  const works = (await unlockKeyring()) && (await keepsSecrets());
  if (!works) say('The test keyring does not work here; tests that need a real one are skipped.');
  // Signals reach the whole process group at once; this process only waits for the command to end.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
  return runCommand(command, args, { stdio: 'inherit', env: { ...process.env, GROUNDTRACK_TEST_KEYRING: works ? '1' : '0' } });
});
