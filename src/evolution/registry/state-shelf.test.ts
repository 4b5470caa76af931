import { expect, test } from 'vitest'
import { SimulatedDisk } from '../../kernel/index.ts'
import { StateShelf, statesKept } from './state-shelf.ts'

const ids = Array.from({ length: 14 }, (_, i) => i.toString(16).repeat(64))

test('the states of the last ten versions are kept, and the one put again is among them', () => {
  const disk = new SimulatedDisk()
  const shelf = new StateShelf(disk, 's')
  const [first = '', second = ''] = ids
  for (const [i, id] of ids.slice(0, 10).entries()) shelf.put(id, { bars: i })
  shelf.put(first, { bars: 99 })
  shelf.put(ids[10] ?? '', [1, 'two', null])
  expect(shelf.take(first)).toEqual({ bars: 99 })
  expect(shelf.take(second)).toBeUndefined()
  const again = new StateShelf(disk, 's')
  expect(ids.filter((id) => again.take(id) !== undefined)).toHaveLength(statesKept)
})

test('a shelf that is no shelf is an empty one', () => {
  const disk = new SimulatedDisk()
  disk.replace('s/states.json', new TextEncoder().encode('{"id":1}'))
  expect(new StateShelf(disk, 's').take(ids[0] ?? '')).toBeUndefined()
  disk.replace('s/states.json', new TextEncoder().encode('[[['))
  expect(new StateShelf(disk, 's').take(ids[0] ?? '')).toBeUndefined()
})
