import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import type { CaptchaAnswer } from '../../api/types';
import { t } from '../../texts';
import { Button, IconButton } from '../../ui/Button';
import { classes } from '../../ui/classes';
import { TrackRecorder } from './track';
import type { Slider } from './useCaptcha';

/** Up to so many pixels of the screen, a press is a click and no drag. */
const CLICK_PX = 4;
const COARSE_STEP = 10;

interface Drag {
  pointer: number;
  startX: number;
  startY: number;
  /** Pixels of the picture for one of the screen. */
  scale: number;
  track: TrackRecorder;
  isOnPicture: boolean;
  /** Where the piece was: 0, unless clicks or keys had moved it. */
  base: number;
  hasMoved: boolean;
}

/** The moves that a browser tells with a later one, for it tells of them once a frame, and a slow device has few of those. */
const heardBefore = ({ nativeEvent }: PointerEvent): globalThis.PointerEvent[] =>
  nativeEvent.getCoalescedEvents?.().slice(0, -1) ?? [];

/**
 * The picture with the piece over it. Dragging it answers when it is let go; whoever clicks or uses keys presses Check, and the browser does some more
 * work instead of a track.
 */
export function SliderPuzzle({
  slider,
  isChecking,
  onAnswer,
}: {
  slider: Slider;
  isChecking: boolean;
  onAnswer: (answer: CaptchaAnswer) => void;
}) {
  const most = slider.width - slider.pieceWidth;
  const [offset, setOffset] = useState(0);
  const [input, setInput] = useState<'keyboard' | 'click' | null>(null);
  const [isDragging, setDragging] = useState(false);
  const drag = useRef<Drag | null>(null);
  const stage = useRef<HTMLDivElement>(null);
  const handle = useRef<HTMLDivElement>(null);
  const helpId = useId();

  // Keys work at once, and a screen reader says what is to be done.
  useEffect(() => handle.current?.focus({ preventScroll: true }), []);

  const within = (x: number) => Math.max(0, Math.min(most, x));
  const place = (x: number, how: 'keyboard' | 'click') => {
    setOffset(Math.round(within(x)));
    setInput((before) => before ?? how);
  };

  const onPointerDown = (event: PointerEvent<HTMLElement>, isOnPicture: boolean) => {
    if (isChecking || event.button !== 0 || !stage.current) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = {
      pointer: event.pointerId,
      startX: event.clientX,
      startY: event.clientY,
      scale: slider.width / stage.current.getBoundingClientRect().width,
      track: new TrackRecorder(event.timeStamp),
      isOnPicture,
      base: offset,
      hasMoved: false,
    };
  };

  const travelOf = (event: { clientX: number; clientY: number }, { startX, startY, scale }: Drag) => ({
    x: (event.clientX - startX) * scale,
    y: (event.clientY - startY) * scale,
  });

  const onPointerMove = (event: PointerEvent) => {
    const current = drag.current;
    if (current?.pointer !== event.pointerId) return;
    const { x, y } = travelOf(event, current);
    if (!current.hasMoved && Math.abs(event.clientX - current.startX) > CLICK_PX) {
      current.hasMoved = true;
      setDragging(true);
    }
    // What was placed by clicks before is moved on from there, and stays a matter of clicks.
    if (input === null) {
      for (const before of heardBefore(event)) {
        const between = travelOf(before, current);
        current.track.moveBetween(within(between.x), between.y, before.timeStamp, event.timeStamp);
      }
      current.track.move(within(x), y, event.timeStamp);
    }
    if (current.hasMoved) setOffset(within(current.base + x));
  };

  const onPointerUp = (event: PointerEvent) => {
    const current = drag.current;
    if (current?.pointer !== event.pointerId) return;
    drag.current = null;
    const { x, y } = travelOf(event, current);
    setDragging(false);
    if (!current.hasMoved) {
      const left = stage.current?.getBoundingClientRect().left ?? 0;
      if (current.isOnPicture) place((event.clientX - left) * current.scale - slider.pieceWidth / 2, 'click');
    } else if (input === null) {
      const end = Math.round(within(x));
      setOffset(end);
      onAnswer({ offset: end, input: 'pointer', track: current.track.end(end, y, event.timeStamp) });
    } else {
      setOffset(Math.round(offset));
    }
  };

  const onCancel = () => {
    drag.current = null;
    setDragging(false);
    if (input === null) setOffset(0);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = {
      ArrowRight: event.shiftKey ? COARSE_STEP : 1,
      ArrowUp: event.shiftKey ? COARSE_STEP : 1,
      ArrowLeft: event.shiftKey ? -COARSE_STEP : -1,
      ArrowDown: event.shiftKey ? -COARSE_STEP : -1,
      PageUp: COARSE_STEP,
      PageDown: -COARSE_STEP,
      Home: -most,
      End: most,
    };
    const step = steps[event.key];
    if (event.key === 'Enter' && input !== null) return submit();
    if (step === undefined || isChecking) return;
    event.preventDefault();
    place(offset + step, 'keyboard');
  };

  const submit = () => onAnswer({ offset: Math.round(offset), input: input ?? 'click' });
  const move = { onPointerMove, onPointerUp, onPointerCancel: onCancel };
  const position = `${(offset / slider.width) * 100}cqw`;
  const share = `${(slider.pieceWidth / slider.width) * 100}%`;

  return (
    <div className={classes('select-none', isChecking && 'opacity-70')}>
      <div
        ref={stage}
        className={classes(
          '@container relative touch-none overflow-hidden rounded-xl bg-sunken ring-1 ring-line',
          isDragging ? 'cursor-grabbing' : 'cursor-pointer',
        )}
        style={{ aspectRatio: `${slider.width} / ${slider.height}` }}
        onPointerDown={(event) => onPointerDown(event, true)}
        {...move}
      >
        <img src={slider.image} alt={t.captcha.picture} draggable={false} className="absolute inset-0 size-full" />
        <img
          src={slider.piece}
          alt={t.captcha.piece}
          draggable={false}
          className="absolute inset-y-0 left-0 h-full drop-shadow-[0_2px_5px_rgb(0_0_0/0.45)] will-change-transform"
          style={{ width: share, transform: `translateX(${position})` }}
        />
      </div>

      <div className="@container relative mt-3 h-12 rounded-xl bg-sunken ring-1 ring-line">
        <div
          aria-hidden
          className="absolute inset-y-0 left-0 rounded-xl bg-leaf-soft"
          style={{ width: `calc(${position} + ${share})` }}
        />
        <div
          ref={handle}
          role="slider"
          tabIndex={0}
          aria-label={t.captcha.slider}
          aria-valuemin={0}
          aria-valuemax={most}
          aria-valuenow={Math.round(offset)}
          aria-valuetext={t.captcha.sliderValue(Math.round(offset), most)}
          aria-describedby={helpId}
          aria-disabled={isChecking}
          onKeyDown={onKeyDown}
          onPointerDown={(event) => onPointerDown(event, false)}
          {...move}
          className={classes(
            'absolute inset-y-1 left-0 grid touch-none place-items-center rounded-lg bg-leaf text-on-leaf shadow-card hover:bg-leaf-hover',
            isDragging ? 'cursor-grabbing' : 'cursor-grab',
          )}
          style={{ width: share, transform: `translateX(${position})` }}
        >
          <span aria-hidden className="flex -space-x-1.5">
            <ChevronLeft className="size-5" />
            <ChevronRight className="size-5" />
          </span>
        </div>
      </div>

      <div className="mt-3 flex items-center gap-2">
        <p id={helpId} className="grow text-xs text-balance text-soft">
          {t.captcha.help}
        </p>
        <IconButton
          kind="plain"
          label={t.captcha.left}
          disabled={isChecking}
          onClick={(event) => place(offset - (event.shiftKey ? COARSE_STEP : 2), 'click')}
        >
          <ChevronLeft aria-hidden />
        </IconButton>
        <IconButton
          kind="plain"
          label={t.captcha.right}
          disabled={isChecking}
          onClick={(event) => place(offset + (event.shiftKey ? COARSE_STEP : 2), 'click')}
        >
          <ChevronRight aria-hidden />
        </IconButton>
        <Button kind="primary" isBusy={isChecking} disabled={isChecking || input === null} onClick={submit}>
          {isChecking ? t.captcha.checking : t.captcha.check}
        </Button>
      </div>
    </div>
  );
}
