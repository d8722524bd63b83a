package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"gorm.io/gorm"

	"example.org/casebook/internal/index"
)

// The states of a segment.
const (
	building = "building" // a merge writes it; nobody reads it
	live     = "live"
	dropped  = "dropped" // merged into another; its pages are being deleted
)

// segmentRow is a row of the table search_segments.
type segmentRow struct {
	ID          int64
	Level       int
	State       string
	IntoSegment int64
}

// upkeep is what a store knows of the upkeep of its index: nothing that the
// tables do not say better.
type upkeep struct {
	kept  kept
	wake  chan struct{}
	added atomic.Int64 // entries since the last wake
	sizes upkeepSizes

	one   sync.Mutex   // a step at a time
	merge *index.Merge // the one under way
	steps int64        // that were made when it was held
}

// upkeepSizes bound what one step does, and what a question has to read.
type upkeepSizes struct {
	fold   int // so many fresh entries become a segment
	fanout int // so many segments of a level become one
	bytes  int // that one step writes or deletes
}

var usualSizes = upkeepSizes{fold: 512, fanout: 8, bytes: 512 << 10}

// listRoom is how many bytes of the index are remembered as they were read.
const listRoom = 8 << 20

func newUpkeep() *upkeep {
	return &upkeep{kept: kept{lists: index.NewLists(listRoom)}, wake: make(chan struct{}, 1), sizes: usualSizes}
}

// grew counts what is fresh, and wakes the upkeep when a segment is full.
func (u *upkeep) grew() {
	if u.added.Add(1) < int64(u.sizes.fold) {
		return
	}
	u.added.Store(0)
	select {
	case u.wake <- struct{}{}:
	default:
	}
}

// lookAnyway is how often the upkeep looks without being woken: another program
// may have written.
const lookAnyway = time.Minute

// Tend keeps the index of the search in order until the context ends, and has
// cases indexed anew that an older program indexed: one
// program is enough, several do no harm. What fails is told, and tried again
// when there is more to do.
func (s *Store) Tend(ctx context.Context, failed func(error)) {
	tick := time.NewTicker(lookAnyway)
	defer tick.Stop()
	for {
		if err := errors.Join(s.catchUp(ctx), s.Settle(ctx)); err != nil && ctx.Err() == nil {
			failed(err)
		}
		select {
		case <-ctx.Done():
			return
		case <-s.upkeep.wake:
		case <-tick.C:
		}
	}
}

// Settle does all the upkeep that the index has come to need.
func (s *Store) Settle(ctx context.Context) error { return s.settleBy(ctx, s.upkeep.sizes) }

func (s *Store) settleBy(ctx context.Context, sizes upkeepSizes) error {
	for {
		more, err := s.upkeepStep(ctx, sizes)
		if err != nil {
			return fmt.Errorf("tend the search index: %w", err)
		}
		if !more {
			return nil
		}
	}
}

// A step is prepared while others write and then written in one short
// transaction. What is not written was never begun, so that a program may stop
// between any two steps, or within one.
type step func(tx *gorm.DB) error

// errTaken: another program took the step.
var errTaken = errors.New("another program tends the index")

// upkeepStep does the step that the index needs most; false when it needs none.
func (s *Store) upkeepStep(ctx context.Context, sizes upkeepSizes) (bool, error) {
	return s.oneStep(ctx, func(tx *gorm.DB) (step, error) { return s.nextStep(tx, sizes) })
}

// oneStep prepares a step and writes it; false when there is none.
func (s *Store) oneStep(ctx context.Context, prepare func(*gorm.DB) (step, error)) (bool, error) {
	u := s.upkeep
	u.one.Lock()
	defer u.one.Unlock()
	var number int64
	var next step
	err := s.view(ctx, func(tx *gorm.DB) (err error) {
		if number, _, err = find[int64](tx, "SELECT steps FROM search_state WHERE id = 1"); err != nil {
			return err
		}
		if u.steps != number { // another program's, or one of ours that failed
			u.merge = nil
		}
		u.steps = -1
		next, err = prepare(tx)
		return err
	})
	if err != nil || next == nil {
		return false, err
	}
	err = s.write(ctx, func(tx *gorm.DB) error {
		n, err := exec(tx, "UPDATE search_state SET steps = steps + 1 WHERE id = 1 AND steps = ?", number)
		if err == nil && n == 0 {
			return errTaken
		}
		if err != nil {
			return err
		}
		return next(tx)
	})
	if errors.Is(err, errTaken) {
		return true, nil
	}
	if err == nil {
		u.steps = number + 1
	}
	return err == nil, err
}

// nextStep: what is fresh costs every question, so it comes first.
func (s *Store) nextStep(tx *gorm.DB, sizes upkeepSizes) (step, error) {
	segments, err := allSegments(tx)
	if err != nil {
		return nil, err
	}
	for _, look := range []func(*gorm.DB, []segmentRow, upkeepSizes) (step, error){s.fold, s.merge, drop, beginMerge} {
		if next, err := look(tx, segments, sizes); err != nil || next != nil {
			return next, err
		}
	}
	return nil, nil
}

func allSegments(tx *gorm.DB) ([]segmentRow, error) {
	return list[segmentRow](tx, "SELECT id, level, state, into_segment FROM search_segments ORDER BY id")
}

func nextID(segments []segmentRow) int64 {
	if len(segments) == 0 {
		return 1
	}
	return segments[len(segments)-1].ID + 1
}

func insertSegment(tx *gorm.DB, row segmentRow) error {
	if err := insert(tx, "search_segments", row); err != nil {
		return fmt.Errorf("insert a segment: %w", err)
	}
	return nil
}

// partsAtOnce bounds the values of one statement.
const partsAtOnce = 64

func insertParts(tx *gorm.DB, parts []index.Part) error {
	for some := range slices.Chunk(parts, partsAtOnce) {
		if err := insert(tx, "search_parts", some...); err != nil {
			return fmt.Errorf("insert parts of the index: %w", err)
		}
	}
	return nil
}

// beginMerge picks the segments of the lowest level that has enough of them.
func beginMerge(_ *gorm.DB, segments []segmentRow, sizes upkeepSizes) (step, error) {
	levels := map[int][]int64{}
	for _, g := range segments {
		if g.State != live || g.IntoSegment != 0 {
			continue
		}
		levels[g.Level] = append(levels[g.Level], g.ID)
		if of := levels[g.Level]; len(of) == sizes.fanout {
			return mergeInto(segmentRow{ID: nextID(segments), Level: g.Level + 1, State: building}, of), nil
		}
	}
	return nil, nil
}

func mergeInto(target segmentRow, of []int64) step {
	return func(tx *gorm.DB) error {
		if err := insertSegment(tx, target); err != nil {
			return err
		}
		_, err := exec(tx, "UPDATE search_segments SET into_segment = ? WHERE id IN ?", target.ID, of)
		return err
	}
}

// usualPart is about how many bytes a part has.
const usualPart = 4000

// drop deletes some parts of a segment that nobody reads, and with the last the
// segment.
func drop(_ *gorm.DB, segments []segmentRow, sizes upkeepSizes) (step, error) {
	for _, g := range segments {
		if g.State != dropped {
			continue
		}
		some := max(1, sizes.bytes/usualPart)
		low, high := index.Keys(g.ID)
		return func(tx *gorm.DB) error {
			n, err := exec(tx, `DELETE FROM search_parts WHERE key IN
				(SELECT key FROM search_parts WHERE key BETWEEN ? AND ? ORDER BY key LIMIT ?)`, low, high, some)
			if err == nil && n < int64(some) {
				_, err = exec(tx, "DELETE FROM search_segments WHERE id = ?", g.ID)
			}
			if err != nil {
				return fmt.Errorf("delete segment %d: %w", g.ID, err)
			}
			return nil
		}, nil
	}
	return nil, nil
}
