import { LinePeer, peerFile, pythonWith } from './line-peer.ts'

/** What `bench/peers/hmmlearn_hmm.py` was written for. */
export const hmmlearnVersion = '0.3.3'

/**
 * hmmlearn and scipy in a process of their own, with the input in `folder` loaded. It is asked
 * `viterbi N`, `em N` or `copula N`: for `seconds` of N runs, and what the last one found.
 *
 * @returns Why not, in words, where it cannot be had.
 */
export async function openHmmlearn(folder: string, plan: object): Promise<LinePeer | string> {
  const found = await pythonWith([`hmmlearn==${hmmlearnVersion}`])
  if ('why' in found) return found.why
  // One thread, as ours: the little matrices here only lose by more.
  const oneThread = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' }
  const args = [peerFile('hmmlearn_hmm.py'), folder, JSON.stringify(plan)]
  return LinePeer.open(found.python, args, oneThread)
}
