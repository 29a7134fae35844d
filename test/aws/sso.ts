import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { FakeAccount } from '../account/index.ts';

/** What the portal says of a token: it is good, it has been revoked, or its owner may not use the role. */
export type PortalAnswer = 'credentials' | 'revoked' | 'no access';

export interface Portal {
  readonly url: string;
  /** The roles that were asked for, as `account/role token`. */
  readonly asked: readonly string[];
  readonly close: () => Promise<void>;
}

const REFUSALS = {
  revoked: { status: 401, type: 'UnauthorizedException', message: 'Session token not found or invalid' },
  'no access': { status: 403, type: 'ForbiddenException', message: 'No access' },
} as const;

/** IAM Identity Center's portal, which gives the keys of an account's role for the token of a session. */
export async function startPortal(account: FakeAccount, answer: PortalAnswer): Promise<Portal> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const role = [searchParams.get('account_id'), searchParams.get('role_name')].join('/');
    asked.push(`${role} ${String(request.headers['x-amz-sso_bearer_token'])}`);
    if (answer === 'credentials') {
      const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey } = account.keys;
      const keys = { accessKeyId, secretAccessKey, sessionToken: 'session', expiration: Date.now() + 3_600_000 };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ roleCredentials: keys }));
      return;
    }
    const { status, type, message } = REFUSALS[answer];
    response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type });
    response.end(JSON.stringify({ message }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A home folder with the profile `prod`, which signs in by SSO in another region than it works in. */
export async function ssoHome(folder: string, token: { readonly expiresAt: Date } | undefined): Promise<void> {
  const cache = join(folder, '.aws', 'sso', 'cache');
  await mkdir(cache, { recursive: true });
  await writeFile(
    join(folder, '.aws', 'config'),
    [
      '[profile prod]',
      'sso_session = corp',
      'sso_account_id = 111122223333',
      'sso_role_name = reader',
      'region = eu-west-1',
      '[sso-session corp]',
      'sso_start_url = https://corp.awsapps.com/start',
      'sso_region = us-east-2',
      '',
    ].join('\n'),
  );
  if (token === undefined) return;
  const kept = { accessToken: 'the-token', expiresAt: token.expiresAt.toISOString() };
  await writeFile(join(cache, `${createHash('sha1').update('corp').digest('hex')}.json`), JSON.stringify(kept));
}
