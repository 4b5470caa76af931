import { Random } from '../base/index.ts'
import { AnchorFile } from './anchor.ts'
import { type Block, BlockReader, type NoBlock } from './block-reader.ts'
import { verifyJournal } from './verify-journal.ts'
import {
  anchor,
  blockStarts,
  commitSome,
  folder,
  openSmall,
} from '../../test/simulation/journal-scene.ts'
import { findsAll, patch, type Planted } from '../../test/simulation/plants.ts'
import { SimulatedDisk } from '../kernel/index.ts'

/** Somebody takes blocks out of a journal: the last, or one of the middle. @returns Unnoticed. */
function isTampered(seed: number): boolean {
  const random = Random.fromSeed(seed)
  const disk = new SimulatedDisk()
  const journal = openSmall(disk, { anchorEvery: 1 })
  for (let block = 0; block < 4 + random.below(4); block += 1) commitSome(journal, 2)
  const path = `${folder}/000001.seg`
  const whole = disk.bytes(path)
  const starts = blockStarts(whole)
  const last = starts.length - 1
  const [from, to] = random.next() < 0.5 ? [last - 1, last] : [1, 2 + random.below(last - 2)]
  const left = [whole.subarray(0, starts[from]), whole.subarray(starts[to] ?? 0, starts[last])]
  disk.replace(path, Buffer.concat([...left, new Uint8Array(whole.length - (starts[last] ?? 0))]))
  return verifyJournal(folder, anchor, disk).ok
}

/** Blocks that say of themselves what is expected of them. */
function unchained(change: (block: Block, before: Block | undefined) => Block): () => () => void {
  const before = new WeakMap<BlockReader, Block>()
  return () =>
    patch(
      BlockReader.prototype,
      'next',
      (was) =>
        function (this: BlockReader): Block | NoBlock {
          const found = was.call(this)
          if (found.kind !== 'block') return found
          const told = change(found, before.get(this))
          before.set(this, told)
          return told
        },
    )
}

const plants: readonly Planted[] = [
  [
    'the head of a journal is witnessed once, and never again',
    () =>
      patch(
        AnchorFile.prototype,
        'write',
        (was) =>
          function (this: AnchorFile, head) {
            if (this.current.sequence === 0) was.call(this, head)
          },
      ),
  ],
  [
    'blocks are neither chained nor numbered',
    unchained((block, before) => {
      if (before === undefined) return block
      return { ...block, previous: before.hash, first: before.last + 1 }
    }),
  ],
]

findsAll(plants, isTampered)
