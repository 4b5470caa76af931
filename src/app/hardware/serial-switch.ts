import fs from 'node:fs'
import { Socket } from 'node:net'
import { isatty, ReadStream } from 'node:tty'
import { reasonOf } from '../../base/index.ts'
import type { SwitchEar, SwitchLink, SwitchPort } from './switch-port.ts'

const { O_RDONLY, O_RDWR, O_WRONLY, O_NONBLOCK, O_NOCTTY } = fs.constants

/**
 * A switch at the other end of a serial line, or of a named pipe.
 *
 * @param path - A terminal such as `/dev/ttyACM0`, or a named pipe.
 * @param lights - Where lines for its lights go; a terminal takes them itself.
 */
export function serialSwitch(path: string, lights: string): SwitchPort {
  return { name: path, open: (ear) => opened(path, lights, once(ear)) }
}

function opened(path: string, lights: string, ear: SwitchEar): SwitchLink {
  let input: Socket | undefined
  try {
    input = inputAt(path)
  } catch (error) {
    const why = reasonOf(error)
    queueMicrotask(() => ear.onBroken(`its line cannot be opened: ${why}`))
    return { write: () => {}, close: () => {} }
  }
  input.setEncoding('utf8')
  input.on('data', (text: string) => ear.onText(text))
  input.on('error', (error) => ear.onBroken(`its line is broken: ${error.message}`))
  input.on('close', () => ear.onBroken('its line has ended'))
  const isTerminal = input instanceof ReadStream
  const own = input
  return {
    write: (text) => {
      if (isTerminal) own.write(text)
      else if (lights !== '') writeTo(lights, text)
    },
    close: () => own.destroy(),
  }
}

/** Never waits: a pipe without a writer is one that has ended. */
function inputAt(path: string): Socket {
  const isTerminal = fs.statSync(path).isCharacterDevice()
  const handle = fs.openSync(path, (isTerminal ? O_RDWR : O_RDONLY) | O_NONBLOCK | O_NOCTTY)
  try {
    if (!isatty(handle)) return new Socket({ fd: handle, readable: true, writable: false })
    const terminal = new ReadStream(handle)
    // Or what it says would be sent back to it, line by line.
    terminal.setRawMode(true)
    return terminal
  } catch (error) {
    fs.closeSync(handle)
    throw error
  }
}

/** Nobody may be there to read it, and a full pipe is not waited for. */
function writeTo(path: string, text: string): void {
  try {
    const handle = fs.openSync(path, O_WRONLY | O_NONBLOCK | O_NOCTTY)
    try {
      fs.writeSync(handle, text)
    } finally {
      fs.closeSync(handle)
    }
  } catch {
    // Lights are for looking at: the desk does not need them.
  }
}

/** A line breaks once, however many ways there are to notice. */
function once(ear: SwitchEar): SwitchEar {
  let isBroken = false
  return {
    onText: (text) => {
      if (!isBroken) ear.onText(text)
    },
    onBroken: (why) => {
      if (!isBroken) ear.onBroken(why)
      isBroken = true
    },
  }
}
