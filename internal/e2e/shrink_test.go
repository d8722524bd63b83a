//go:build e2e

package e2e_test

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"slices"
	"testing"
)

// tallest is the height at which a picture for the README is cut off.
const tallest = 1700

// shrink makes a picture small enough to be kept with the code: its top, in
// the 128 colours that occur most.
func shrink(t *testing.T, path string) {
	t.Helper()
	full, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	src, err := png.Decode(bytes.NewReader(full))
	if err != nil {
		t.Fatal(err)
	}
	area := src.Bounds()
	area.Max.Y = min(area.Max.Y, tallest)
	small := image.NewPaletted(area, commonest(src, area, 128))
	draw.Draw(small, area, src, area.Min, draw.Src)
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, small); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// commonest lists the n colours of which an area has most.
func commonest(src image.Image, area image.Rectangle, n int) color.Palette {
	count := map[color.RGBA]int{}
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			count[color.RGBAModel.Convert(src.At(x, y)).(color.RGBA)]++
		}
	}
	var all []color.RGBA
	for c := range count {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b color.RGBA) int {
		return cmp.Or(count[b]-count[a], cmp.Compare(number(a), number(b)))
	})
	var palette color.Palette
	for _, c := range all[:min(n, len(all))] {
		palette = append(palette, c)
	}
	return palette
}

// number tells colours apart that occur equally often, so that the same page
// gives the same picture.
func number(c color.RGBA) int { return int(c.R)<<16 | int(c.G)<<8 | int(c.B) }
