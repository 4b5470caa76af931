import { ByteReader, ByteWriter } from '../../journal/index.ts'
import { hashBytesOf, type Step, type Vote } from './ballot.ts'
import { blockBounds, hashRead } from './block.ts'

/** A signature of one manager on what the message around it says. */
export type Signature = { readonly manager: number; readonly signature: Uint8Array }

/** A coordinator's block for an epoch, under its own prevote. */
export type Offer = {
  readonly kind: 'offer'
  /** The coordinator's prevote for the block. */
  readonly prevote: Vote
  readonly block: Uint8Array
  /** The epoch in which a quorum prevoted for this very block before; -1 for a new one. */
  readonly validEpoch: number
  /** Their prevotes, so that anybody can check it; empty for a new block. */
  readonly polka: readonly Signature[]
}

/** Proof that a block is committed: precommits of a quorum in one epoch. */
export type Certificate = {
  readonly kind: 'certificate'
  readonly slot: number
  readonly epoch: number
  readonly block: Uint8Array
  readonly votes: readonly Signature[]
}

/** What managers tell each other. `ask` wants the certificates from a slot on. */
export type ManagerMessage =
  | Offer
  | Certificate
  | { readonly kind: 'vote'; readonly vote: Vote }
  | { readonly kind: 'ask'; readonly slot: number }

const kinds = ['offer', 'vote', 'certificate', 'ask'] as const

export function encodeMessage(message: ManagerMessage): Uint8Array {
  const writer = new ByteWriter('block' in message ? message.block.length + 512 : 160)
  writer.u8(kinds.indexOf(message.kind))
  switch (message.kind) {
    case 'offer':
      writeVote(writer, message.prevote)
      writer.f64(message.validEpoch + 1)
      writeSignatures(writer, message.polka)
      writeBlock(writer, message.block)
      break
    case 'vote':
      writeVote(writer, message.vote)
      break
    case 'certificate':
      writer.f64(message.slot)
      writer.f64(message.epoch)
      writeSignatures(writer, message.votes)
      writeBlock(writer, message.block)
      break
    case 'ask':
      writer.f64(message.slot)
  }
  return writer.written()
}

/**
 * A message from bytes of anybody; signatures are not yet checked. `undefined` for anything else.
 */
export function decodeMessage(bytes: Uint8Array): ManagerMessage | undefined {
  const reader = new ByteReader()
  reader.reset(bytes, 0, bytes.length)
  const message = readMessage(reader)
  return reader.isComplete ? message : undefined
}

function readMessage(reader: ByteReader): ManagerMessage {
  const kind = reader.choice(kinds)
  switch (kind) {
    case 'offer': {
      const prevote = readVote(reader)
      const validEpoch = reader.count() - 1
      const polka = readSignatures(reader)
      return { kind, prevote, validEpoch, polka, block: readBlock(reader) }
    }
    case 'vote':
      return { kind, vote: readVote(reader) }
    case 'certificate': {
      const slot = reader.count()
      const epoch = reader.count()
      const votes = readSignatures(reader)
      return { kind, slot, epoch, votes, block: readBlock(reader) }
    }
    case 'ask':
      return { kind, slot: reader.count() }
  }
}

function writeVote(
  writer: ByteWriter,
  { step, slot, epoch, hash, manager, signature }: Vote,
): void {
  writer.u8(step === 'prevote' ? 0 : 1)
  writer.f64(slot)
  writer.f64(epoch)
  writer.raw(hashBytesOf(hash))
  writer.u8(manager)
  writer.raw(signature)
}

function readVote(reader: ByteReader): Vote {
  const step = reader.choice<Step>(['prevote', 'precommit'])
  const slot = reader.count()
  const epoch = reader.count()
  const hash = hashRead(reader)
  return { step, slot, epoch, hash, manager: reader.u8(), signature: reader.raw(64) }
}

function writeSignatures(writer: ByteWriter, signatures: readonly Signature[]): void {
  writer.u8(signatures.length)
  for (const { manager, signature } of signatures) {
    writer.u8(manager)
    writer.raw(signature)
  }
}

function readSignatures(reader: ByteReader): readonly Signature[] {
  const signatures: Signature[] = []
  for (let left = reader.u8(); left > 0 && reader.left >= 65; left -= 1)
    signatures.push({ manager: reader.u8(), signature: reader.raw(64) })
  return signatures
}

function writeBlock(writer: ByteWriter, block: Uint8Array): void {
  writer.setU32(writer.skip(4), block.length)
  writer.raw(block)
}

function readBlock(reader: ByteReader): Uint8Array {
  const length = reader.u32()
  if (length > blockBounds.bytesMax) reader.spoil()
  return reader.raw(length)
}
