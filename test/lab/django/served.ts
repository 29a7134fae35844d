import { freePort } from './ask.ts';
import { serve } from './gunicorn.ts';
import { djangoProject, gunicornWords } from './project.ts';

/** Writes a project, serves it with gunicorn, hands both to the case, and takes both away. */
export async function served<T>(
  settings: string,
  use: (root: string, port: number) => Promise<T>,
  options: { readonly gunicorn?: readonly string[]; readonly files?: Readonly<Record<string, string>> } = {},
): Promise<T> {
  const words = gunicornWords(...(options.gunicorn ?? []));
  const project = await djangoProject(settings, words, options.files);
  try {
    const server = await serve(project.root, words, await freePort());
    try {
      return await use(project.root, server.port);
    } finally {
      await server.stop();
    }
  } finally {
    await project.remove();
  }
}
