/**
 * The fake AWS account: answers written as plain typed objects, served over HTTP on loopback as the bytes that AWS sends.
 *
 *     const account = await startAccount({ answers: { rds: { DescribeDBInstances: { DBInstances: [dbInstance()] } } } });
 *     await run(['scan', '.'], { env: { ...account.env() } });
 *     expect(account.requests.map(({ action }) => action)).toEqual([...]);
 *     await account.close();
 *
 * From a shell: `node test/account/serve.mjs good` prints the variables that point a command at it.
 */
export type { Answers } from './answers.ts';
export { AwsError } from './answers.ts';
export type { Fault, Trouble } from './faults.ts';
export type { AccountOptions, FakeAccount } from './server.ts';
export { startAccount } from './server.ts';
