import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * A way to ask how much memory this thread uses once its garbage is collected. Unit: bytes. Node
 * hides the collector behind a flag, which can be set while it runs.
 */
export function heapAfterCollection(): () => number {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  return () => {
    if (typeof collect === 'function') collect()
    const { used_heap_size: used, external_memory: outside } = getHeapStatistics()
    return used + outside
  }
}
