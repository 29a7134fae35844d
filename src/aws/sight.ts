import { type Environment, readProfiles } from './profiles.ts';

/**
 * Whether the environment holds credentials, whole or in part, so that the account is meant although nobody asked for it.
 * Roles of instances are not looked for: that takes a request, and a machine in EC2 is not always the account's auditor.
 */
export async function credentialsInSight(env: Environment): Promise<boolean> {
  const named = [
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_PROFILE',
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  ];
  if (named.some((name) => env[name])) return true;
  const { profiles } = await readProfiles(env);
  const inFile = /^(aws_access_key_id|role_arn|sso_session|sso_start_url|credential_process|login_session)$/;
  return Object.keys(profiles.get('default') ?? {}).some((key) => inFile.test(key));
}
