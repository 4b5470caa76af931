import { execFileSync } from 'node:child_process'
import { reasonOf } from '../../src/base/index.ts'
import { LinePeer, peerFile } from './line-peer.ts'

/**
 * A program of this folder in C, compiled into `folder` for this machine, and started.
 *
 * @returns Why not, in words, where there is no compiler.
 */
export async function openC(
  source: string,
  folder: string,
  args: readonly string[],
): Promise<LinePeer | string> {
  const program = `${folder}/${source.replace(/\.c$/, '')}`
  const flags = ['-O2', '-march=native', '-o', program, peerFile(source), '-lm']
  try {
    execFileSync('cc', flags, { stdio: 'pipe' })
  } catch (error) {
    return reasonOf(error).split('\n')[0] ?? ''
  }
  return LinePeer.open(program, args)
}
