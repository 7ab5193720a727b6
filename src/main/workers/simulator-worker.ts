// Entry of the demo's utility process: the simulator with its demo fleet, told to main by one message.
import { createSimulator } from '../../simulator/simulator.ts';

/** A fleet an operator can grasp at once, over three accounts. */
const DEMO_TERMINALS = 312;
const DEMO_ACCOUNTS = 3;
const DEMO_SEED = 7;

/** The only argument: another size of the fleet. */
const terminals = Number(process.argv[2] ?? DEMO_TERMINALS);

const simulator = await createSimulator({ seed: DEMO_SEED, terminals, accounts: DEMO_ACCOUNTS, demoCruise: true });
process.parentPort.postMessage({ url: simulator.url, tokenUrl: simulator.tokenUrl, credentials: simulator.credentials });
process.parentPort.on('message', () => void simulator.stop().then(() => process.exit(0)));
