import {
  DescribeDocumentCommand,
  DescribeInstanceInformationCommand,
  DescribeInstancePatchStatesCommand,
  DescribeParametersCommand,
  GetDocumentCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import type { SessionDocument } from '../../model/aws/index.ts';
import type { Collector, ServiceModule } from '../collector.ts';
import { by, must, UnreadableAnswer } from '../collector.ts';
import { chunks } from '../streams.ts';

const next = by('NextToken');

const instances: Collector<'ssm.instances'> = async function* ({ pages, ref, arn }) {
  for await (const page of pages(DescribeInstanceInformationCommand, { MaxResults: 50 }, next)) {
    yield must(page.InstanceInformationList, 'InstanceInformationList').map((node) => {
      const InstanceId = must(node.InstanceId, 'InstanceId');
      const id = InstanceId.startsWith('i-')
        ? arn('ec2', `instance/${InstanceId}`)
        : arn('ssm', `managed-instance/${InstanceId}`);
      return {
        ...node,
        ref: ref(id, node.Name ?? node.ComputerName ?? InstanceId),
        InstanceId,
        PingStatus: must(node.PingStatus, 'PingStatus'),
      };
    });
  }
};

const patchStates: Collector<'ssm.patchStates'> = async function* ({ pages, from }) {
  for await (const [nodes = []] of chunks(from('ssm.instances'), 50)) {
    const owners = new Map(nodes.map((node) => [node.InstanceId, node.ref]));
    const question = { InstanceIds: [...owners.keys()], MaxResults: 50 };
    for await (const page of pages(DescribeInstancePatchStatesCommand, question, next)) {
      yield must(page.InstancePatchStates, 'InstancePatchStates').flatMap((state) => {
        const InstanceId = must(state.InstanceId, 'InstanceId');
        const owner = owners.get(InstanceId);
        return owner === undefined ? [] : [{ ...state, ref: owner, InstanceId }];
      });
    }
  }
};

const Name = 'SSM-SessionManagerRunShell';

/** Session Manager's own document; a region in which nobody changed the preferences has none. */
const sessionDocument: Collector<'ssm.sessionDocument'> = async function* ({ ask, ref, arn }) {
  const subject = { ref: ref(arn('ssm', `document/${Name}`), Name), Name } as const;
  const answer = await ask(GetDocumentCommand, { Name }, { absent: ['InvalidDocument'] });
  yield [answer === undefined ? subject : { ...subject, inputs: inputsOf(must(answer.Content, 'Content')) }];
};

function inputsOf(content: string): NonNullable<SessionDocument['inputs']> {
  const document: unknown = parsed(content);
  if (typeof document !== 'object' || document === null || !('inputs' in document)) return {};
  const inputs = document.inputs as Readonly<Record<string, never>>; // the schema of the document type Session
  return Object.fromEntries(INPUTS.flatMap((name) => (inputs[name] === undefined ? [] : [[name, inputs[name]]])));
}

/** Not among them: the shell's profile, which is a script of the account's own. */
const INPUTS = [
  's3BucketName',
  's3EncryptionEnabled',
  'cloudWatchLogGroupName',
  'cloudWatchEncryptionEnabled',
  'cloudWatchStreamingEnabled',
  'kmsKeyId',
  'runAsEnabled',
  'runAsDefaultUser',
  'idleSessionTimeout',
  'maxSessionDuration',
] as const satisfies readonly (keyof NonNullable<SessionDocument['inputs']>)[];

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (cause) {
    throw new UnreadableAnswer(`the document ${Name} is no JSON`, { cause });
  }
}

const sessionDocumentMetadata: Collector<'ssm.sessionDocumentMetadata'> = async function* ({ ask, ref, arn }) {
  const answer = await ask(DescribeDocumentCommand, { Name }, { absent: ['InvalidDocument'] });
  if (answer === undefined) return;
  const { Status, Owner, CreatedDate, DocumentVersion } = must(answer.Document, 'Document');
  yield [{ ref: ref(arn('ssm', `document/${Name}`), Name), Name, Status, Owner, CreatedDate, DocumentVersion }];
};

const parameters: Collector<'ssm.parameters'> = async function* ({ pages, ref, arn }) {
  for await (const page of pages(DescribeParametersCommand, { MaxResults: 50 }, next)) {
    yield must(page.Parameters, 'Parameters').map((parameter) => {
      const name = must(parameter.Name, 'Name');
      const id = parameter.ARN ?? arn('ssm', `parameter/${name.replace(/^\//, '')}`);
      return { ...parameter, ref: ref(id, name), Name: name };
    });
  }
};

export const ssm: ServiceModule<'ssm'> = {
  client: (config) => new SSMClient(config),
  collectors: {
    'ssm.instances': instances,
    'ssm.patchStates': patchStates,
    'ssm.sessionDocument': sessionDocument,
    'ssm.sessionDocumentMetadata': sessionDocumentMetadata,
    'ssm.parameters': parameters,
  },
};
