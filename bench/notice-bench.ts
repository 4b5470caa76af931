import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { type BenchRow, type BenchSize, failedRow, workHash } from './bench-row.ts'
import { coinswarm, inFolder, runNode } from './command.ts'
import { median, quantileOf } from './measure.ts'
import { startDesk } from './paper-bench.ts'

const name = 'notice.path'
const patienceMs = 30_000
const posted = z.looseObject({ name: z.string(), text: z.string() })

/**
 * From the moment a person types what moves a desk to the post that tells of it: a command, a desk
 * and a receiver, each a process of its own. The start of the command is in it.
 */
export function noticePath(size: BenchSize): Promise<BenchRow> {
  return inFolder(async (folder) => {
    const receiver = await openReceiver()
    const variables = {
      COINSWARM_NOTICE_WEBHOOK_URL: receiver.url,
      COINSWARM_NOTICE_PER_MINUTE: '1000',
    }
    const desk = await startDesk(folder, variables)
    if (desk === undefined) return failedRow(name, 's', 'no page within a minute')
    try {
      const seconds: number[] = []
      for (let n = 0; n < (size === 'full' ? 21 : 2); n += 1) {
        const to = n % 2 === 0 ? 'pause' : 'normal'
        const came = receiver.next(`bench ${n}`)
        const start = performance.now()
        const words = ['mode', to, '--reason', `bench ${n}`, '--desk', folder]
        const ended = await runNode(coinswarm(...words))
        if (ended.code !== 0) return failedRow(name, 's', ended.stderr.slice(0, 300))
        const at = await came
        if (at === undefined) return failedRow(name, 's', `no post of ${to} within 30 s`)
        seconds.push((at - start) / 1_000)
      }
      return {
        ...{ name, unit: 's', peer: 'none', ratio: null, status: 'measured' },
        value: median(seconds),
        spread: [quantileOf(seconds, 0.1), quantileOf(seconds, 0.9)],
        repetitions: seconds.length,
        hash: workHash(`${seconds.length}`),
        goal: '< 1 s',
        note: `a change of mode by a command, told by webhook; ${quantileOf(seconds, 1).toFixed(2)} s at most`,
      }
    } finally {
      await desk.stop()
      receiver.close()
    }
  })
}

type Receiver = {
  readonly url: string
  /** When a post with these words came; `undefined` when none did. Unit: ms. */
  readonly next: (words: string) => Promise<number | undefined>
  readonly close: () => void
}

async function openReceiver(): Promise<Receiver> {
  const waiting = new Map<string, (at: number | undefined) => void>()
  const server = http.createServer((request, response) => {
    let body = ''
    request.on('data', (bytes: Buffer) => void (body += bytes.toString()))
    request.on('end', () => {
      const at = performance.now()
      response.end()
      const { text } = posted.parse(JSON.parse(body))
      for (const [words, told] of waiting) if (text.includes(words)) told(at)
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    next: (words) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => resolve(undefined), patienceMs)
        waiting.set(words, (at) => {
          clearTimeout(timer)
          waiting.delete(words)
          resolve(at)
        })
      }),
    close: () => void server.close(),
  }
}
