import {
  GetAccountCommand,
  GetEmailIdentityCommand,
  ListEmailIdentitiesCommand,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import type { Collector, ServiceModule } from '../collector.ts';
import { by, must } from '../collector.ts';

const identities: Collector<'ses.identities'> = ({ ask, pages, each, ref, arn }) => {
  const names = async function* () {
    for await (const page of pages(ListEmailIdentitiesCommand, { PageSize: 1000 }, by('NextToken'))) {
      yield must(page.EmailIdentities, 'EmailIdentities').map(({ IdentityName }) => must(IdentityName, 'IdentityName'));
    }
  };
  const subjectOf = (name: string) => ref(arn('ses', `identity/${name}`), name);
  const describe = async (EmailIdentity: string) => {
    const answer = await ask(GetEmailIdentityCommand, { EmailIdentity }, { absent: ['NotFoundException'] });
    if (answer === undefined) return undefined;
    const { Policies: _, ...identity } = answer;
    must(identity.IdentityType, 'IdentityType');
    return { ...identity, ref: subjectOf(EmailIdentity), IdentityName: EmailIdentity };
  };
  return each(names(), describe, subjectOf);
};

const account: Collector<'ses.account'> = async function* ({ ask, ref, arn }) {
  const { Details: _, ...answer } = await ask(GetAccountCommand, {});
  must(answer.SendingEnabled, 'SendingEnabled');
  yield [{ ...answer, ref: ref(arn('ses', 'account'), 'SES') }];
};

export const sesv2: ServiceModule<'sesv2'> = {
  client: (config) => new SESv2Client(config),
  collectors: { 'ses.identities': identities, 'ses.account': account },
};
