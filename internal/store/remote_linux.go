package store

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// remote holds the types of file system, as statfs(2) numbers them, on which
// locks or the memory that SQLite's readers share cannot be relied on.
var remote = map[uint32]string{
	unix.NFS_SUPER_MAGIC:  "NFS",
	unix.SMB_SUPER_MAGIC:  "SMB",
	unix.CIFS_SUPER_MAGIC: "CIFS",
	unix.SMB2_SUPER_MAGIC: "SMB",
	unix.FUSE_SUPER_MAGIC: "FUSE",
}

func refuseRemote(folder string) error {
	var fs unix.Statfs_t
	if err := unix.Statfs(folder, &fs); err != nil {
		return fmt.Errorf("ask for the type of the file system: %w", err)
	}
	return refuseType(uint32(fs.Type)) // #nosec G115 -- the numbers of file systems have 32 bits
}

func refuseType(number uint32) error {
	if name, is := remote[number]; is {
		return fmt.Errorf("%w (it is %s)", ErrRemote, name)
	}
	return nil
}
