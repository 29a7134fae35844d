import { UserError } from '../model/user-error.ts';
import { inBlocks, type Pieces } from './output/pieces.ts';
import { whyNotWritten } from './write-error.ts';

/** Writes and waits until the stream took it. A reader that has gone (`| head`) ends the writing, not the command. */
export async function write(stream: NodeJS.WriteStream, text: Pieces): Promise<void> {
  for (const block of inBlocks(text)) await writeBlock(stream, block);
}

async function writeBlock(stream: NodeJS.WriteStream, text: string): Promise<void> {
  if (text === '' || stream.destroyed || !stream.writable) return;
  await new Promise<void>((resolve, reject) => {
    const settle = (error?: Error | null): void => {
      if (error === undefined || error === null || isGone(error)) resolve();
      else
        reject(new UserError(`the output could not be written: ${whyNotWritten(error)}`, 'Write it to another place'));
    };
    stream.write(text, settle);
  });
}

function isGone(error: Error): boolean {
  return 'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED');
}
