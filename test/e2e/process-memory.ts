import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs'

/** Whether this machine lets us look into the memory of processes we started. */
export const canLook: boolean = existsSync('/proc/self/maps')

/** The processes that a process has started and that are there. */
export function childrenOf(pid: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((each) => parentOf(each) === pid)
}

function parentOf(pid: number): number {
  try {
    return Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  } catch {
    return -1
  }
}

/** What a process was started with: its words and its environment. */
export function startOf(pid: number): { readonly words: string; readonly variables: string } {
  const read = (what: string): string => readFileSync(`/proc/${pid}/${what}`, 'utf8')
  return { words: read('cmdline'), variables: read('environ') }
}

const stepBytes = 1 << 22

/** Which of some texts stand anywhere in what a process may write to: its heaps and its stacks. */
export function foundInMemory(pid: number, wanted: readonly string[]): readonly string[] {
  const memory = openSync(`/proc/${pid}/mem`, 'r')
  const found = new Set<string>()
  try {
    for (const [start, end] of regionsOf(pid))
      for (let at = start; at < end; at += stepBytes) {
        const bytes = readAt(memory, at, Math.min(stepBytes + 256, end - at))
        for (const text of wanted) if (bytes.includes(text, 0, 'latin1')) found.add(text)
      }
  } finally {
    closeSync(memory)
  }
  return wanted.filter((text) => found.has(text))
}

function regionsOf(pid: number): readonly (readonly [start: number, end: number])[] {
  const lines = readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')
  return lines.flatMap((line) => {
    const [, start = '', end = ''] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? []
    return start === '' ? [] : [[Number.parseInt(start, 16), Number.parseInt(end, 16)] as const]
  })
}

/** A region may go while it is read. */
function readAt(file: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  try {
    return bytes.subarray(0, readSync(file, bytes, 0, length, at))
  } catch {
    return Buffer.alloc(0)
  }
}
