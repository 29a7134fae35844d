import rule from '../../rules/hosting/dockerfile-root.ts';
import type { Dockerfile } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { at, command, dockerfile, image } from '../build/repository.ts';

const given = (...dockerfiles: readonly Dockerfile[]) => ({ given: { repository: { dockerfiles } } });
const user = (text: string) => dockerfile({ final: { user: { text, location: at('Dockerfile', 30) } } });
const none = (from: string, entrypoint?: string): Dockerfile => {
  const { final, ...file } = dockerfile();
  const { user: _, ...rest } = final;
  return {
    ...file,
    final: { ...rest, image: image(from), ...(entrypoint === undefined ? {} : { entrypoint: command(entrypoint) }) },
  };
};

const { image: _, cmd: __, user: ___, ...FILES } = dockerfile().final;

testRule(rule, {
  pass: {
    'a user of its own': given(user('django')),
    'by number': given(user('1000:1000')),
    'a base image with a user': given(none('gcr.io/distroless/python3:nonroot')),
    'an official database, whose start script gives root up': given(none('docker.io/postgres:18')),
    'a start script that gives root up': given(none('python:3.13', 'exec gosu django gunicorn')),
  },
  fail: {
    'no USER on an official image': {
      ...given(none('python:3.13')),
      reports: ['Dockerfile sets no USER: the container runs as root'],
    },
    'a proxy': {
      ...given(none('nginx:1.29')),
      reports: ['Dockerfile sets no USER: the container runs as root'],
      severities: ['low'],
    },
    'a database with a start script of its own': {
      ...given(none('postgres:18', '/start.sh')),
      reports: ['Dockerfile sets no USER: the container runs as root'],
    },
    'back to root': { ...given(user('root')), reports: ['Dockerfile runs as root: its last USER is root'] },
    'back to 0': { ...given(user('0:0')), reports: ['Dockerfile runs as root: its last USER is 0:0'] },
  },
  unknown: {
    'a base image of the company': {
      ...given(none('registry.example.com/base/python:3')),
      reasons: ['Dockerfile sets no USER: the base image registry.example.com/base/python:3 decides'],
    },
    'a variable': { ...given(user('${APP_USER}')), reasons: ['the USER of Dockerfile is a variable: ${APP_USER}'] },
  },
  silent: {
    'a Dockerfile for development': given({ ...none('python:3.13'), production: false }),
    'an image from scratch that only holds files': given({ ...none('x'), final: FILES }),
  },
});
