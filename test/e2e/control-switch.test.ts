// @module-tag long

import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ControlStage, writeBuyingAgent } from './control-stage.ts'

const hasPipes = process.platform !== 'win32' && spawnSync('mkfifo', ['--version']).status === 0

/** A button on a microcontroller, as far as a desk can tell. */
class MadeUpSwitch {
  readonly path: string
  readonly lights: string
  #handle: number | undefined
  #lightsHandle: number | undefined
  #count = 0
  #timer: NodeJS.Timeout | undefined
  isPressed = false

  constructor(folder: string) {
    this.path = path.join(folder, 'switch')
    this.lights = path.join(folder, 'lights')
    spawnSync('mkfifo', [this.path, this.lights])
  }

  plugIn(): void {
    // Opened for both, so that it does not wait for the desk, nor does its own end close the line.
    this.#handle = fs.openSync(this.path, fs.constants.O_RDWR | fs.constants.O_NONBLOCK)
    this.#lightsHandle ??= fs.openSync(this.lights, fs.constants.O_RDWR | fs.constants.O_NONBLOCK)
    this.#timer = setInterval(() => this.say(this.isPressed ? 'KILL' : `OK ${this.#count++}`), 100)
  }

  say(line: string): void {
    if (this.#handle !== undefined) fs.writeSync(this.#handle, `${line}\n`)
  }

  /** The newest line for the lights. */
  light(): string {
    const bytes = Buffer.alloc(65_536)
    try {
      const got = fs.readSync(this.#lightsHandle ?? -1, bytes)
      return bytes.toString('utf8', 0, got).trimEnd().split('\n').at(-1) ?? ''
    } catch {
      return ''
    }
  }

  unplug(): void {
    clearInterval(this.#timer)
    if (this.#handle !== undefined) fs.closeSync(this.#handle)
    this.#handle = undefined
  }

  close(): void {
    this.unplug()
    if (this.#lightsHandle !== undefined) fs.closeSync(this.#lightsHandle)
  }
}

let stage: ControlStage
let button: MadeUpSwitch
beforeEach(() => {
  stage = new ControlStage()
  button = new MadeUpSwitch(stage.folder)
})
afterEach(() => {
  button.close()
  stage.close()
})

it.skipIf(!hasPipes)(
  'a switch kills when it is pressed and when it is unplugged, and a person takes the desk back',
  async () => {
    button.plugIn()
    stage.configure(`[hardware]\nswitch = "${button.path}"\nlights = "${button.lights}"\n`)
    stage.start('--agent', writeBuyingAgent(stage.folder))
    await stage.until(() => stage.held() > 0)
    await stage.until(() => /is there, and released/.test(stage.said))
    await stage.until(() => button.light() === 'LIGHT green')

    button.isPressed = true
    await stage.until(() => stage.mode === 'emergency' && stage.held() === 0)
    await stage.until(() => button.light() === 'LIGHT red')
    expect(stage.modes().at(-1)?.actor).toBe(`hardware:${button.path}`)
    const barred = await stage.run('mode', 'normal', '--reason', 'too early')
    expect([barred.code, barred.stdout]).toEqual([1, expect.stringMatching(/it was pressed/)])

    button.isPressed = false
    await sleep(1_000)
    expect(stage.mode).toBe('emergency')
    expect((await stage.run('mode', 'normal', '--reason', 'released')).code).toBe(0)
    button.unplug()
    await stage.until(() => stage.mode === 'emergency')
    expect(stage.modes().at(-1)?.reason).toMatch(/line/)
  },
)

it.skipIf(!hasPipes)('a switch that is not there pauses the desk where it is told to', async () => {
  stage.configure(`[hardware]\nswitch = "${stage.folder}/none"\nonLost = "pause"\n`)
  stage.start('--agent', writeBuyingAgent(stage.folder))
  await stage.until(() => stage.mode === 'pause')
  expect(stage.modes()[0]?.reason).toMatch(/the switch/)
})
