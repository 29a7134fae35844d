import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { badAccount } from './accounts/bad.ts';
import { demoAccount } from './accounts/demo.ts';
import { generatedAccount } from './accounts/generated.ts';
import { goodAccount } from './accounts/good.ts';
import { clientOf } from './client.ts';
import type { AccountOptions, Fault } from './index.ts';
import { startAccount } from './index.ts';
import { SERVICE_NAMES } from './services.ts';

const ACCOUNTS: Readonly<Record<string, () => AccountOptions>> = {
  empty: () => ({ answers: {} }),
  good: goodAccount,
  bad: badAccount,
  demo: demoAccount,
};

/** What `serve.mjs` runs: serves the account that is named until the process is ended. */
export async function serve(argv: readonly string[]): Promise<void> {
  const { positionals, values } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      'page-size': { type: 'string' },
      latency: { type: 'string' },
      fault: { type: 'string', multiple: true },
      port: { type: 'string' },
      log: { type: 'string' },
    },
  });
  const { log, port, latency, fault = [] } = values;
  await Promise.all(SERVICE_NAMES.map(clientOf)); // read now, and not while a first request waits
  const account = await startAccount({
    ...accountNamed(positionals[0] ?? 'good'),
    ...(values['page-size'] === undefined ? {} : { pageSize: Number(values['page-size']) }),
    ...(latency === undefined ? {} : { latencyMs: Number(latency) }),
    ...(port === undefined ? {} : { port: Number(port) }),
    faults: fault.map((text) => JSON.parse(text) as Fault), // typed by hand, by those who test
    ...(log === undefined ? {} : { onRequest: (request) => appendFileSync(log, `${JSON.stringify(request)}\n`) }),
  });
  for (const [name, value] of Object.entries(account.env())) process.stdout.write(`${name}=${value}\n`);
}

function accountNamed(name: string): AccountOptions {
  const [kind = '', size = '50'] = name.split(':');
  if (kind === 'generated') return generatedAccount(Number(size));
  const account = ACCOUNTS[kind];
  if (account === undefined)
    throw new Error(`there is no account ${name}: ${Object.keys(ACCOUNTS).join(', ')}, generated:N`);
  return account();
}
