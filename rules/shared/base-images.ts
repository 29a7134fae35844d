import type { ImageReference } from '../../src/model/repository/index.ts';
import type { Product } from './lifecycle.ts';

export interface Component {
  readonly product: Product;
  readonly cycle: string;
}

const CODENAMES: Readonly<Record<string, Component>> = {
  jessie: { product: 'debian', cycle: '8' },
  stretch: { product: 'debian', cycle: '9' },
  buster: { product: 'debian', cycle: '10' },
  bullseye: { product: 'debian', cycle: '11' },
  bookworm: { product: 'debian', cycle: '12' },
  trixie: { product: 'debian', cycle: '13' },
  xenial: { product: 'ubuntu', cycle: '16.04' },
  bionic: { product: 'ubuntu', cycle: '18.04' },
  focal: { product: 'ubuntu', cycle: '20.04' },
  jammy: { product: 'ubuntu', cycle: '22.04' },
  noble: { product: 'ubuntu', cycle: '24.04' },
};

/** The runtime and the distribution that the tag of an official image names; nothing for other images and floating tags. */
export function components(image: ImageReference): readonly Component[] {
  const name = officialName(image);
  const tag = image.tag ?? '';
  if (name === undefined || tag.includes('$')) return [];
  const distribution = tag.split('-').flatMap((word) => CODENAMES[word] ?? alpine(word));
  return [...named(name, tag), ...distribution];
}

/** `python` for `python`, and for Docker's library on another registry. */
export function officialName({ repository, registry }: ImageReference): string | undefined {
  if (!repository.includes('/') && (registry === undefined || registry === 'docker.io')) return repository;
  return /^docker\/library\/([\w-]+)$/.exec(repository)?.[1];
}

function alpine(word: string): readonly Component[] {
  const version = /^alpine(\d+\.\d+)/.exec(word)?.[1];
  return version === undefined ? [] : [{ product: 'alpine', cycle: version }];
}

function named(name: string, tag: string): readonly Component[] {
  const version = (pattern: RegExp) => pattern.exec(tag)?.[1];
  switch (name) {
    case 'python':
      return one('python', version(/^(\d+\.\d+)/));
    case 'node':
      return one('node', version(/^(\d+)/));
    case 'debian':
      return one('debian', version(/^(\d+)/));
    case 'ubuntu':
      return one('ubuntu', version(/^(\d\d\.\d\d)/));
    case 'alpine':
      return one('alpine', version(/^(\d+\.\d+)/));
    case 'amazonlinux':
      return one('amazonlinux', version(/^(2023|2|1)(?:\.|$|-)/) ?? (tag === '2018.03' ? '1' : undefined));
    default:
      return [];
  }
}

function one(product: Product, cycle: string | undefined): readonly Component[] {
  return cycle === undefined ? [] : [{ product, cycle }];
}
