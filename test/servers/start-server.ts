import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Where a program of the machine is: on the path, or where Debian has what is for its owner. */
export function programOf(name: string, ...elsewhere: readonly string[]): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', ...elsewhere]
  return folders.map((folder) => path.join(folder, name)).find(isProgram)
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return existsSync(file)
  } catch {
    return false
  }
}

/** A port that nobody listened on a moment ago. */
export async function freePort(): Promise<number> {
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise<void>((resolve) => server.close(() => resolve()))
  if (address === null || typeof address === 'string') throw new Error('no port is free')
  return address.port
}

/** Waits until `isSo`, asked again and again. Fails with `what` after `ms`. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  what: string,
  ms = 20_000,
): Promise<void> {
  const end = performance.now() + ms
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`waited ${ms} ms for ${what}`)
    await sleep(10)
  }
}

/** A process that was started, and its end. */
export type Started = { readonly child: ChildProcess; readonly ended: Promise<void> }

export function start(
  program = '',
  words: readonly string[],
  options: { readonly uid?: number; readonly gid?: number; readonly cwd?: string } = {},
): Started {
  const child = spawn(program, words, { ...options, stdio: ['ignore', 'ignore', 'pipe'] })
  child.stderr?.resume()
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return { child, ended }
}

/** Whether anybody takes a connection there. */
export function isListening(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host })
    const done = (is: boolean): void => {
      socket.destroy()
      resolve(is)
    }
    socket.once('connect', () => done(true))
    socket.once('error', () => done(false))
  })
}
