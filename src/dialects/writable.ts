/** The side of an object that its maker holds, who alone changes what others only read. */
export type Writable<Shape> = { -readonly [Name in keyof Shape]: Shape[Name] }
