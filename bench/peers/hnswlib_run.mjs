// hnswlib-node, from the folder it is installed in: the graph over all entries, built before it
// says its version. It is asked `answer`, `built` or `run`.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'

const [home, folder, text] = process.argv.slice(2)
const { dimensions, k, efConstruction, ef } = JSON.parse(text)
const load = createRequire(`${home}/package.json`)
const { HierarchicalNSW } = load('hnswlib-node')

/** Arrays of numbers, as it takes them; made before anything is timed. */
const vectors = (name) => {
  const bytes = readFileSync(`${folder}/${name}.f32`)
  const all = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)
  const count = all.length / dimensions
  return Array.from({ length: count }, (_, at) =>
    Array.from(all.subarray(at * dimensions, (at + 1) * dimensions)),
  )
}

const entries = vectors('entries')
const queries = vectors('queries')
const index = new HierarchicalNSW('cosine', dimensions)
index.initIndex(entries.length, 16, efConstruction, 1)
const begun = performance.now()
entries.forEach((entry, id) => index.addPoint(entry, id))
const built = (performance.now() - begun) / 1e3
index.setEf(ef)

const say = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`)
const middle = (values) => values.sort((a, b) => a - b)[Math.round(0.5 * (values.length - 1))]

say({ version: load('hnswlib-node/package.json').version })
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'built') say({ seconds: built })
  else if (line === 'answer') say({ ids: queries.map((of) => index.searchKnn(of, k).neighbors) })
  else {
    const seconds = queries.map((of) => {
      const start = performance.now()
      index.searchKnn(of, k)
      return (performance.now() - start) / 1e3
    })
    say({ seconds: middle(seconds) })
  }
}
