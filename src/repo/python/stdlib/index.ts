import type { PyModule } from '../values.ts';
import { collections } from './collections.ts';
import { copy } from './copy.ts';
import { dataclasses } from './dataclasses.ts';
import { enumModule } from './enum.ts';
import { functools } from './functools.ts';
import { importlib, importlibMetadata, importlibUtil } from './importlib.ts';
import { itertools } from './itertools.ts';
import { os } from './os.ts';
import { osPath } from './os-path.ts';
import { pathlib } from './pathlib.ts';
import { platform } from './platform.ts';
import { abc, glob, io, operator, time, types } from './small.ts';
import { sys } from './sys.ts';
import { typing } from './typing.ts';

/** The modules of the core, by dotted name. */
export const STDLIB: Readonly<Record<string, () => PyModule>> = {
  abc,
  collections,
  copy,
  dataclasses,
  enum: enumModule,
  functools,
  glob,
  importlib,
  'importlib.metadata': importlibMetadata,
  'importlib.util': importlibUtil,
  io,
  itertools,
  operator,
  os,
  'os.path': osPath,
  pathlib,
  platform,
  posixpath: osPath,
  sys,
  time,
  types,
  typing,
  typing_extensions: typing,
};
