import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** What the browser loads, held in memory: nothing is written to disk. */
export type Bundle = { readonly script: string; readonly style: string };

/** Bundles the front end beside this file. Takes well under a second, so it happens whenever the server starts. */
export async function bundlePage(): Promise<Bundle> {
  const result = await build({
    entryPoints: [fileURLToPath(new URL('./web/app.tsx', import.meta.url))],
    outdir: '/',
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    // The tsconfig beside the front end speaks to the type checker; what esbuild needs of it stands here.
    tsconfigRaw: {},
    sourcemap: 'inline',
    logLevel: 'silent',
  });
  return { script: textOf(result.outputFiles, '.js'), style: textOf(result.outputFiles, '.css') };
}

function textOf(files: readonly { path: string; text: string }[], extension: string): string {
  const file = files.find(({ path }) => path.endsWith(extension));
  if (!file) throw new Error(`the bundle of the chat page has no ${extension} file`);
  return file.text;
}
