import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { LinePeer, peerFile, pythonWith } from './line-peer.ts'
import { folderWith } from './npm-folder.ts'

const run = promisify(execFile)

/** What peers are told beside the vectors in `entries.f32` and `queries.f32`. */
type Plan = { readonly dimensions: number; readonly k: number }

/** faiss in a process of its own, on one thread. @returns Why not, in words. */
export async function openFaiss(folder: string, plan: Plan): Promise<LinePeer | string> {
  const found = await pythonWith(['faiss-cpu==1.15.1', 'numpy'])
  if ('why' in found) return found.why
  const args = [peerFile('faiss_run.py'), folder, JSON.stringify(plan)]
  return LinePeer.open(found.python, args, { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' })
}

/** hnswlib through hnswlib-node, compiled where it can be. @returns Why not, in words. */
export async function openHnswlib(
  folder: string,
  plan: Plan & { readonly efConstruction: number; readonly ef: number },
): Promise<LinePeer | string> {
  const found = await folderWith(['hnswlib-node@3.0.0'])
  if ('why' in found) return found.why
  const why = await compile(found.home, 'hnswlib-node')
  if (why !== undefined) return why
  const program = peerFile('hnswlib_run.mjs')
  return LinePeer.open(process.execPath, [program, found.home, folder, JSON.stringify(plan)])
}

/** Runs the package's own build, which its installation left out. */
async function compile(home: string, name: string): Promise<string | undefined> {
  if (existsSync(`${home}/node_modules/${name}/build/Release/addon.node`)) return undefined
  try {
    const options = { cwd: home, timeout: 300_000 }
    await run('npm', ['rebuild', '--silent', '--ignore-scripts=false', name], options)
    return undefined
  } catch (error) {
    const text = error instanceof Error ? error.message.trim() : String(error)
    return text.split('\n').at(-1)?.slice(0, 160) ?? ''
  }
}
