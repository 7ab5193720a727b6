// A local server and a client on it for one test, closed after it.
import { onTestFinished } from 'vitest';
import { startLocalServer, type Answer, type LocalServer } from './local-server.ts';
import { createTestClient, type TestClient } from './test-client.ts';

export async function serve(answers: Answer | readonly Answer[]): Promise<{ server: LocalServer; client: TestClient }> {
  const server = await startLocalServer(answers);
  const client = createTestClient(`${server.origin}/api/public/v2`);
  onTestFinished(async () => {
    await client.close();
    await server.close();
  });
  return { server, client };
}
