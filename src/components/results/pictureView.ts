/** How a picture is looked at: how many times its fitting size, and how far its middle is from that of its frame. */
export interface PictureView {
  readonly scale: number
  readonly x: number
  readonly y: number
}

/** The room there is, and what the picture takes of it when it fits; in CSS pixels. */
export interface PictureFrame {
  readonly width: number
  readonly height: number
  readonly pictureWidth: number
  readonly pictureHeight: number
}

/** A place in the frame, counted from its middle. */
export interface FramePoint {
  readonly x: number
  readonly y: number
}

/** The whole picture, in the middle. */
export const FITTING: PictureView = { scale: 1, x: 0, y: 0 }

/** Eight times shows single pixels of nearly every picture. */
export const MAX_SCALE = 8

/** What one press of a button or a key makes of it. */
export const ZOOM_STEP = 1.5

/** Makes the picture so large; what is at the point stays at it, as far as the edges allow. */
export function zoomTo(
  view: PictureView,
  scale: number,
  point: FramePoint,
  frame: PictureFrame,
): PictureView {
  const next = clamp(scale, 1, MAX_SCALE)
  const ratio = next / view.scale
  return keepInside(
    {
      scale: next,
      x: point.x - (point.x - view.x) * ratio,
      y: point.y - (point.y - view.y) * ratio,
    },
    frame,
  )
}

/** Moves the picture, until its edge meets that of the frame. */
export function panBy(view: PictureView, by: FramePoint, frame: PictureFrame): PictureView {
  return keepInside({ ...view, x: view.x + by.x, y: view.y + by.y }, frame)
}

function keepInside({ scale, x, y }: PictureView, frame: PictureFrame): PictureView {
  const reach = (picture: number, room: number): number => Math.max(0, (picture * scale - room) / 2)
  const [across, down] = [
    reach(frame.pictureWidth, frame.width),
    reach(frame.pictureHeight, frame.height),
  ]
  return { scale, x: clamp(x, -across, across), y: clamp(y, -down, down) }
}

function clamp(value: number, least: number, most: number): number {
  // `+ 0` because a clamped zero may be a negative one.
  return Math.min(Math.max(value, least), most) + 0
}
