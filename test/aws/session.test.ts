import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { credentialsInSight } from '../../src/aws/sight.ts';
import type { AccountRequest, CallerIdentity } from '../../src/model/account.ts';
import { UserError } from '../../src/model/user-error.ts';
import { type AccountOptions, type FakeAccount, startAccount } from '../account/index.ts';
import { collectFrom } from './collect.ts';

let folder: string;
let account: FakeAccount | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'djaudit-session-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await account?.close();
  account = undefined;
  await rm(folder, { recursive: true });
});

const READER = 'arn:aws:iam::111122223333:role/reader';
const OTHER = 'arn:aws:iam::444455556666:role/reader';

async function start(options: Partial<AccountOptions> = {}): Promise<FakeAccount> {
  account = await startAccount({ answers: {}, ...options });
  return account;
}

/** Without keys; the profiles are what stands in the two files. */
async function files(config: string, credentials = ''): Promise<Record<string, string>> {
  await writeFile(join(folder, 'config'), config);
  await writeFile(join(folder, 'credentials'), credentials);
  const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...env } = (account ?? (await start())).env();
  return {
    ...env,
    HOME: folder,
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
  };
}

function keysOf({ keys }: FakeAccount): string {
  return `aws_access_key_id = ${keys.AccessKeyId}\naws_secret_access_key = ${keys.SecretAccessKey}\n`;
}

async function mistake(request: Partial<AccountRequest>, env: Record<string, string | undefined>): Promise<string> {
  const attempt = collectFrom(account ?? (await start()), { facts: ['sts.identity'], ...request }, { env });
  const error: unknown = await attempt.then(
    () => new Error('there was no mistake'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  const { message, remedy } = error as UserError; // checked above
  expect(message).not.toContain('\n');
  return `${message} | ${remedy ?? ''}`;
}

describe('who is calling', () => {
  it('is told before anything else is asked', async () => {
    const fake = await start();
    const identities: CallerIdentity[] = [];
    const asked: number[] = [];
    await collectFrom(
      fake,
      { facts: ['rds.instances'] },
      {
        onIdentity: (identity) => {
          identities.push(identity);
          asked.push(fake.requests.length);
        },
      },
    );
    expect(identities).toEqual([
      { account: '111122223333', arn: 'arn:aws:iam::111122223333:user/auditor', endpoint: fake.url },
    ]);
    expect(asked).toEqual([1]);
    expect(fake.requests[0]?.action).toBe('sts:GetCallerIdentity');
  });

  it('is asked once, although a rule needs it too', async () => {
    const fake = await start();
    await collectFrom(fake, { facts: ['sts.identity'] });
    expect(fake.requests.map(({ action }) => action)).toEqual(['sts:GetCallerIdentity']);
  });
});

describe('credentials', () => {
  it('come from a profile, with its region', async () => {
    const fake = await start();
    const {
      AWS_REGION: _,
      AWS_DEFAULT_REGION: __,
      ...env
    } = await files(`[profile prod]\nregion = eu-west-3\n${keysOf(fake)}`);
    const { accounts } = await collectFrom(fake, { profile: 'prod', facts: [] }, { env });
    expect(accounts[0]).toMatchObject({ id: '111122223333', regions: ['eu-west-3'] });
  });

  it('come from the environment, although a default profile is there', async () => {
    const fake = await start();
    const env = {
      ...(await files('[default]\nregion = eu-west-3\naws_access_key_id = AKIANOBODY\naws_secret_access_key = x\n')),
      ...fake.env(),
    };
    const { accounts } = await collectFrom(fake, { facts: [] }, { env });
    expect(accounts[0]?.role).toBe('arn:aws:iam::111122223333:user/auditor');
  });

  it('come from a profile with a role and an MFA device, whose code is asked for once', async () => {
    const serial = 'arn:aws:iam::111122223333:mfa/auditor';
    const fake = await start({ roles: { [READER]: { mfaSerial: serial } } });
    const env = await files(
      `[profile prod]\nrole_arn = ${READER}\nsource_profile = base\nmfa_serial = ${serial}\n`,
      `[base]\n${keysOf(fake)}`,
    );
    const asked: string[] = [];
    const askMfaCode = async (device: string) => {
      asked.push(device);
      return await Promise.resolve('123456');
    };
    const facts = ['rds.instances', 's3.buckets', 'ec2.instances'] as const;
    const { accounts } = await collectFrom(fake, { profile: 'prod', facts }, { env, askMfaCode });
    expect(accounts[0]?.role).toMatch(/assumed-role\/reader\//);
    expect(asked).toEqual([serial]);
  });

  it('come from a web identity that the environment names, as in a pipeline', async () => {
    const fake = await start({ roles: { [READER]: {} } });
    await writeFile(join(folder, 'token'), 'ey.token');
    const names = { AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, 'token'), AWS_ROLE_ARN: READER };
    for (const [name, value] of Object.entries(names)) vi.stubEnv(name, value); // the SDK reads them itself
    const env = { ...(await files('')), ...names };
    const { accounts } = await collectFrom(fake, { facts: [] }, { env });
    expect(accounts[0]?.role).toMatch(/assumed-role\/reader\//);
  });

  it('come from a profile with a web identity', async () => {
    const fake = await start({ roles: { [READER]: {} } });
    await writeFile(join(folder, 'token'), 'ey.token');
    const env = await files(`[profile ci]\nrole_arn = ${READER}\nweb_identity_token_file = ${join(folder, 'token')}\n`);
    const { accounts } = await collectFrom(fake, { profile: 'ci', facts: [] }, { env });
    expect(accounts[0]?.role).toMatch(/assumed-role\/reader\//);
  });
});

describe('roles', () => {
  it('open several accounts for one report', async () => {
    const fake = await start({
      roles: { [READER]: { externalId: 'shop' }, [OTHER]: { externalId: 'shop' } },
      accounts: { '444455556666': { answers: {} } },
    });
    const { accounts, records } = await collectFrom(fake, {
      roleArns: [READER, OTHER],
      externalId: 'shop',
      facts: ['rds.instances'],
    });
    expect(accounts.map(({ id }) => id)).toEqual(['111122223333', '444455556666']);
    expect(records.map(({ scope }) => scope.account)).toEqual(['111122223333', '444455556666']);
  });

  it('of which one is refused leave the others', async () => {
    const fake = await start({ roles: { [READER]: {} } });
    const { accounts, notes } = await collectFrom(fake, { roleArns: [READER, OTHER], facts: [] });
    expect(accounts.map(({ id }) => id)).toEqual(['111122223333']);
    expect(notes.join()).toContain(OTHER);
  });

  it('that lead to one account read it once', async () => {
    const second = 'arn:aws:iam::111122223333:role/auditor';
    const fake = await start({ roles: { [READER]: {}, [second]: {} } });
    const { accounts, records, notes } = await collectFrom(fake, {
      roleArns: [READER, second],
      facts: ['rds.instances'],
    });
    expect([accounts.length, records.length]).toEqual([1, 1]);
    expect(notes.join()).toMatch(/leads to the account 111122223333, which is read already/);
  });

  it('that are refused are the user’s to mend', async () => {
    const fake = await start({ roles: { [READER]: { externalId: 'shop' } } });
    expect(await mistake({ roleArns: [READER], externalId: 'other' }, fake.env())).toMatch(
      /refuses the credentials of the role .*reader.* \| .*--external-id/,
    );
  });
});

describe('mistakes', () => {
  it('an unknown profile has near names', async () => {
    const env = await files('[profile prod]\nregion = x\n[profile staging]\n');
    expect(await mistake({ profile: 'prd' }, env)).toMatch(/no AWS profile "prd".* \| did you mean prod\?/);
    expect(await mistake({}, { ...env, AWS_PROFILE: 'stagign' })).toMatch(/"stagign".* \| did you mean staging\?/);
  });

  it('no credentials', async () => {
    expect(await mistake({}, await files(''))).toMatch(/there are no AWS credentials \| .*--profile/);
  });

  it('a profile without credentials', async () => {
    expect(await mistake({ profile: 'prod' }, await files('[profile prod]\nregion = eu-west-1\n'))).toMatch(/"prod"/);
  });

  it.each(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])('half of the credentials: no %s', async (missing) => {
    const env = { ...(await start()).env(), [missing]: undefined };
    expect(await mistake({}, env)).toMatch(new RegExp(`credentials .*${missing} is not \\| set ${missing} too`));
  });

  it('an SSO session that has expired has the command that renews it', async () => {
    const env = await files(
      '[profile prod]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = reader\nregion = eu-west-1\n' +
        '[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n',
    );
    expect(await mistake({ profile: 'prod' }, env)).toMatch(
      /"prod" has expired or was never begun \| aws sso login --profile prod$/,
    );
  });

  it('no region', async () => {
    const { AWS_REGION: _, AWS_DEFAULT_REGION: __, ...env } = (await start()).env();
    expect(await mistake({}, env)).toMatch(/credentials have no region \| name one: --region/);
  });

  it('a word that is no region', async () => {
    expect(await mistake({ regions: ['europe'] }, (await start()).env())).toMatch(/"europe".* \| name one/);
  });

  it('an endpoint where nobody answers', async () => {
    const fake = await start();
    const env = { ...fake.env(), AWS_ENDPOINT_URL: 'http://127.0.0.1:9' };
    expect(await mistake({}, env)).toMatch(
      /http:\/\/127.0.0.1:9 cannot be reached .*credentials.*ECONNREFUSED.* \| .*AWS_ENDPOINT_URL/,
    );
  });

  it('credentials that STS refuses', async () => {
    const env = { ...(await start()).env(), AWS_ACCESS_KEY_ID: 'AKIANOBODYKNOWSTHIS1' };
    expect(await mistake({}, env)).toMatch(/AWS refuses the credentials of the environment \(InvalidClientTokenId\)/);
  });

  it('credentials that have expired', async () => {
    const fake = await start({ faults: [{ trouble: 'expired-token' }] });
    expect(await mistake({}, fake.env())).toMatch(/credentials of the environment have expired/);
  });

  it('a proxy that answers instead of AWS', async () => {
    const fake = await start({ faults: [{ trouble: 'html-502' }] });
    expect(await mistake({}, fake.env())).toMatch(/does not answer as AWS does.*credentials/);
  });

  it('an MFA device and nobody to ask', async () => {
    const serial = 'arn:aws:iam::111122223333:mfa/auditor';
    const fake = await start({ roles: { [READER]: { mfaSerial: serial } } });
    const env = await files(
      `[profile prod]\nrole_arn = ${READER}\nsource_profile = base\nmfa_serial = ${serial}\n`,
      `[base]\n${keysOf(fake)}`,
    );
    expect(await mistake({ profile: 'prod' }, env)).toMatch(/"prod" asks for an MFA code \| .*terminal/);
  });
});

describe('credentials in sight', () => {
  it('are keys, whole or half, a profile that is named, or a default one', async () => {
    const none = await files('[profile other]\nsso_session = corp\n');
    expect(await credentialsInSight(none)).toBe(false);
    expect(await credentialsInSight({ ...none, AWS_SECRET_ACCESS_KEY: 'x' })).toBe(true);
    expect(await credentialsInSight({ ...none, AWS_PROFILE: 'other' })).toBe(true);
    expect(await credentialsInSight(await files('[default]\nsso_session = corp\n'))).toBe(true);
  });
});
