import type { AwsError } from '../answers.ts';
import type { Client, Wire } from '../client.ts';
import type { Reply } from './answer.ts';

type Body = (client: Client, error: AwsError, requestId: string) => Pick<Reply, 'headers' | 'body'>;

/** Writes an error in the protocol's shape, as AWS does. */
export function errorReply(client: Client, error: AwsError, requestId: string, head = false): Reply {
  const status = error.status;
  const headers = { 'x-amzn-requestid': requestId, ...error.headers };
  const reply = BODIES[client.wire](client, error, requestId);
  const all = { 'content-type': client.contentType, ...headers, ...reply.headers };
  return { status, headers: all, body: head ? '' : reply.body };
}

const BODIES: Readonly<Record<Wire, Body>> = {
  ec2: (_, error, id) =>
    xml(`<Response><Errors><Error>${codeAndMessage(error)}</Error></Errors><RequestID>${id}</RequestID></Response>`),
  query: (client, error, id) => xml(errorResponse(client, error, id)),
  'rest-xml': (client, error, id) =>
    xml(
      client.service === 's3' || client.service === 's3control'
        ? `<Error>${codeAndMessage(error)}<RequestId>${id}</RequestId><HostId>${id}</HostId></Error>`
        : errorResponse(client, error, id),
    ),
  json: (client, error) => ({
    headers: compatible(client, error),
    body: JSON.stringify({ __type: error.code, message: error.message }),
  }),
  'rest-json': (_, error) => ({
    headers: { 'x-amzn-errortype': error.code },
    body: JSON.stringify({ message: error.message }),
  }),
};

/** CloudWatch speaks JSON since it stopped speaking query; clients of the old days find their code in a header. */
function compatible(client: Client, error: AwsError): Readonly<Record<string, string>> {
  return client.service === 'cloudwatch' ? { 'x-amzn-query-error': `${error.code};Sender` } : {};
}

function errorResponse(client: Client, error: AwsError, requestId: string): string {
  const namespace = client.xmlNamespace === undefined ? '' : ` xmlns="${client.xmlNamespace}"`;
  return `<ErrorResponse${namespace}><Error><Type>Sender</Type>${codeAndMessage(error)}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
}

function codeAndMessage(error: AwsError): string {
  return `<Code>${escape(error.code)}</Code><Message>${escape(error.message)}</Message>`;
}

function xml(body: string): Pick<Reply, 'headers' | 'body'> {
  return { headers: {}, body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}` };
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
