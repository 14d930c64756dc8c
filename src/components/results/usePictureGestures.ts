import { shallowRef, type ShallowRef } from 'vue'
import {
  FITTING,
  panBy,
  zoomTo,
  type FramePoint,
  type PictureFrame,
  type PictureView,
} from './pictureView.ts'

export interface PictureGesturesOptions {
  /** What the fingers move on. */
  readonly stage: () => HTMLElement | null
  readonly frame: () => PictureFrame
  /** Whether there is a picture to the left (-1) or to the right (1). */
  readonly hasBeside: (side: -1 | 1) => boolean
  /** The reader swiped to the picture on that side. */
  readonly onSwipe: (side: -1 | 1) => void
  /** The reader pressed beside the picture. */
  readonly onPressOutside: () => void
}

export interface PictureGestures {
  readonly view: ShallowRef<PictureView>
  /** How far a swipe has moved the pictures, in CSS pixels. */
  readonly swipe: Readonly<ShallowRef<number>>
  /** A finger is on it: what moves follows at once. */
  readonly isMoving: Readonly<ShallowRef<boolean>>
  /** Makes the picture so many times larger, about the middle. */
  readonly zoomBy: (factor: number) => void
  readonly moveBy: (by: FramePoint) => void
  readonly fit: () => void
  readonly listeners: {
    readonly pointerdown: (event: PointerEvent) => void
    readonly pointermove: (event: PointerEvent) => void
    readonly pointerup: (event: PointerEvent) => void
    readonly pointercancel: (event: PointerEvent) => void
  }
  /** For the wheel: with Ctrl, or as a pinch on a touch pad, it zooms; else it moves what is zoomed. */
  readonly turnWheel: (event: WheelEvent) => void
}

const MIDDLE: FramePoint = { x: 0, y: 0 }

/** A hand that presses is not quite still. */
const STILL = 8
/** Two presses within this time, in milliseconds, are one double press. */
const DOUBLE_PRESS = 300
const DOUBLE_PRESS_SCALE = 2.5
/** A swipe goes on to the next picture from this part of the width on, or at this speed in pixels per millisecond. */
const SWIPE_PART = 0.2
const SWIPE_SPEED = 0.4
/** At the last picture a swipe meets resistance. */
const RESISTANCE = 0.25

interface Press {
  readonly start: FramePoint
  readonly time: number
  readonly isOnPicture: boolean
}

/** Swipe, pan, pinch and double press, by mouse, pen and finger alike. */
export function usePictureGestures(options: PictureGesturesOptions): PictureGestures {
  const view = shallowRef(FITTING)
  const swipe = shallowRef(0)
  const isMoving = shallowRef(false)
  const pointers = new Map<number, FramePoint>()
  /** The press that may still become a click or a swipe; a second finger makes it neither. */
  let press: Press | undefined
  let lastClick: { readonly time: number; readonly at: FramePoint } | undefined

  function pointOf({ clientX, clientY }: MouseEvent): FramePoint {
    const box = options.stage()?.getBoundingClientRect()
    if (box === undefined) return MIDDLE
    return { x: clientX - box.x - box.width / 2, y: clientY - box.y - box.height / 2 }
  }

  function take(event: PointerEvent): void {
    const { target } = event
    const isElement = target instanceof Element
    if (event.button !== 0 || (isElement && target.closest('button, a') !== null)) return
    const at = pointOf(event)
    options.stage()?.setPointerCapture(event.pointerId)
    pointers.set(event.pointerId, at)
    press =
      pointers.size === 1
        ? { start: at, time: event.timeStamp, isOnPicture: isElement && target.matches('img') }
        : undefined
    if (pointers.size > 1) swipe.value = 0
    isMoving.value = true
  }

  function follow(event: PointerEvent): void {
    const before = pointers.get(event.pointerId)
    if (before === undefined) return
    const at = pointOf(event)
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1]
    pointers.set(event.pointerId, at)
    if (other !== undefined) pinch(before, at, other)
    else if (view.value.scale > 1) moveBy(minus(at, before))
    else if (press !== undefined) swipe.value = resist(at.x - press.start.x)
  }

  function pinch(before: FramePoint, at: FramePoint, other: FramePoint): void {
    const ratio = distance(at, other) / Math.max(1, distance(before, other))
    const middle = { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 }
    view.value = zoomTo(view.value, view.value.scale * ratio, middle, options.frame())
    moveBy({ x: (at.x - before.x) / 2, y: (at.y - before.y) / 2 })
  }

  function resist(distanceX: number): number {
    const isFree = distanceX === 0 || options.hasBeside(distanceX > 0 ? -1 : 1)
    return isFree ? distanceX : distanceX * RESISTANCE
  }

  function release(event: PointerEvent): void {
    if (!pointers.delete(event.pointerId)) return
    isMoving.value = pointers.size > 0
    const done = press
    const moved = swipe.value
    swipe.value = 0
    press = undefined
    if (done === undefined || pointers.size > 0) return
    if (distance(pointOf(event), done.start) < STILL) click(event, done)
    else if (view.value.scale === 1) endSwipe(moved, event.timeStamp - done.time)
  }

  function endSwipe(moved: number, time: number): void {
    const side = moved > 0 ? -1 : 1
    const isFar = Math.abs(moved) > options.frame().width * SWIPE_PART
    const isFast = Math.abs(moved) > 3 * STILL && Math.abs(moved) / time > SWIPE_SPEED
    if ((isFar || isFast) && options.hasBeside(side)) options.onSwipe(side)
  }

  function click(event: PointerEvent, { isOnPicture, start }: Press): void {
    if (!isOnPicture) return options.onPressOutside()
    const isSecond =
      lastClick !== undefined &&
      event.timeStamp - lastClick.time < DOUBLE_PRESS &&
      distance(start, lastClick.at) < 4 * STILL
    lastClick = isSecond ? undefined : { time: event.timeStamp, at: start }
    if (!isSecond) return
    if (view.value.scale > 1) fit()
    else view.value = zoomTo(view.value, DOUBLE_PRESS_SCALE, start, options.frame())
  }

  function cancel({ pointerId }: PointerEvent): void {
    pointers.delete(pointerId)
    press = undefined
    swipe.value = 0
    isMoving.value = pointers.size > 0
  }

  function moveBy(by: FramePoint): void {
    view.value = panBy(view.value, by, options.frame())
  }

  function fit(): void {
    view.value = FITTING
  }

  return {
    view,
    swipe,
    isMoving,
    zoomBy: (factor) => {
      view.value = zoomTo(view.value, view.value.scale * factor, MIDDLE, options.frame())
    },
    moveBy,
    fit,
    listeners: {
      pointerdown: take,
      pointermove: follow,
      pointerup: release,
      pointercancel: cancel,
    },
    turnWheel(event) {
      // Whatever it does here, the page behind stays where it is.
      event.preventDefault()
      if (!event.ctrlKey) return moveBy({ x: -event.deltaX, y: -event.deltaY })
      const turned = Math.min(Math.max(event.deltaY, -100), 100)
      const scale = view.value.scale * 2 ** (-turned / 100)
      view.value = zoomTo(view.value, scale, pointOf(event), options.frame())
    },
  }
}

function minus(one: FramePoint, other: FramePoint): FramePoint {
  return { x: one.x - other.x, y: one.y - other.y }
}

function distance(one: FramePoint, other: FramePoint): number {
  return Math.hypot(one.x - other.x, one.y - other.y)
}
