import { describe, expect, it } from 'vitest';
import type { CloudFormationTemplate } from '../../src/model/repository/index.ts';
import { factOf } from './fact.ts';

const PARAMETERS = [
  'Size: {Type: String, Default: small}',
  'Count: {Type: Number, Default: 2}',
  'Image: {Type: "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>", Default: /aws/service/ami}',
  'Password: {Type: String, NoEcho: true, Default: hunter2hunter2}',
  'Given: {Type: String}',
];

async function valueOf(written: string): Promise<unknown> {
  const text = `Parameters:\n${PARAMETERS.map((line) => `  ${line}\n`).join('')}Resources:\n  It:\n    Type: AWS::S3::Bucket\n    Properties:\n      X: ${written}\n`;
  const [template] = await factOf<readonly CloudFormationTemplate[]>(
    { 'template.yaml': text },
    'repository.cloudformation',
  );
  return template?.resources[0]?.properties['X'];
}

describe('a property of CloudFormation', () => {
  it.each([
    ['!Ref Size', 'small'],
    ['{Ref: Size}', 'small'],
    ['!Sub "${Size}-x"', 'small-x'],
    ['!Sub "${Size}-${Count}"', 'small-2'],
    ['!Sub "${!Size}"', '${Size}'],
    ['!Sub ["${Size}-${Own}", {Own: !Ref Count, Size: large}]', 'large-2'],
    ['{"Fn::Sub": "x-${Size}"}', 'x-small'],
    ['!Join ["-", [a, !Ref Size]]', 'a-small'],
    ['[!Ref Size, plain]', ['small', 'plain']],
  ])('%s is %j', async (written, value) => {
    expect(await valueOf(written)).toEqual(value);
  });

  it.each([
    '!Ref Given',
    '!Ref Image',
    '!Ref Other',
    '!Ref AWS::Region',
    '!Sub "${AWS::Region}-x"',
    '!Sub ["${Own}", {Own: !Ref Given}]',
    '!GetAtt Db.Endpoint',
    '!If [Prod, a, b]',
    '!FindInMap [a, b, c]',
    '!Join ["-", [a, !Ref Given]]',
    '!ImportValue x',
    '!Select [0, [a]]',
  ])('%s is known when the stack is made', async (written) => {
    expect(await valueOf(written)).toMatchObject({ $unknown: expect.any(String) });
  });

  it('is not shown where a parameter without echo has it', async () => {
    expect(JSON.stringify(await valueOf('!Sub "x-${Password}"'))).not.toContain('hunter2');
    expect(JSON.stringify(await valueOf('!Ref Password'))).not.toContain('hunter2');
  });
});
