/** First byte of a whole WebSocket message in one frame. */
export const FRAME = { text: 0x81, binary: 0x82 } as const;

/** Bytes that come before a payload of this length. */
export const headLength = (payload: number): number => (payload < 126 ? 2 : payload < 65_536 ? 4 : 10);

/**
 * Begins a frame as a server sends it: not masked, not compressed. @returns where the payload goes
 * @param frame has {@link headLength} bytes more than the payload
 */
export function writeHead(frame: Buffer, kind: number, payload: number): number {
  frame[0] = kind;
  if (payload < 126) {
    frame[1] = payload;
    return 2;
  }
  if (payload < 65_536) {
    frame[1] = 126;
    frame.writeUInt16BE(payload, 2);
    return 4;
  }
  frame[1] = 127;
  frame.writeUInt32BE(0, 2);
  frame.writeUInt32BE(payload, 6);
  return 10;
}

/** A text message as one buffer, ready to be written to any number of sockets. */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const frame = Buffer.allocUnsafe(headLength(length) + length);
  frame.write(text, writeHead(frame, FRAME.text, length));
  return frame;
}
