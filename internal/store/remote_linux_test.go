package store

import (
	"errors"
	"testing"
)

func TestRemoteFileSystemsAreRefused(t *testing.T) {
	for number, remote := range map[uint32]bool{0x6969: true, 0xFF534D42: true, 0xFE534D42: true, 0x517B: true, 0x65735546: true,
		0xEF53: false, 0x58465342: false, 0x01021994: false, 0x9123683E: false} {
		if got := errors.Is(refuseType(number), ErrRemote); got != remote {
			t.Errorf("type %#x: got %t, want %t", number, got, remote)
		}
	}
	if err := refuseRemote(t.TempDir()); err != nil {
		t.Error(err)
	}
}
