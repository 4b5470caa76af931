import { ByteWriter, sha256 } from '../../journal/index.ts'

/**
 * The header of the sealed record of a manager: magic u32, version u32, group of keys (32), manager
 * f64, SHA-256 of all that (32). What follows are sealed blocks, one for each turn of the manager.
 */
export const headerBytes = 80
const headerMagic = 0x4d524343
const version = 1

export type RecordOwner = { readonly group: Uint8Array; readonly manager: number }

export function headerOf({ group, manager }: RecordOwner): Uint8Array {
  const writer = new ByteWriter(headerBytes)
  writer.setU32(writer.skip(4), headerMagic)
  writer.setU32(writer.skip(4), version)
  writer.raw(group)
  writer.f64(manager)
  writer.raw(sha256(writer.written()))
  return writer.written()
}
