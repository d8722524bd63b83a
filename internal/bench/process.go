package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// process is a server that is measured, in a process of its own.
type process struct {
	cmd *exec.Cmd
	log *os.File
}

// start runs a program whose messages go to a file, and ends it with ours.
func start(log string, program string, args ...string) (*process, error) {
	f, err := os.Create(filepath.Clean(log))
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(program, args...) //nolint:gosec // our own programs
	cmd.Stdout, cmd.Stderr = f, f
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", program, err)
	}
	return &process{cmd, f}, nil
}

// stop ends it as an operator would and waits for it.
func (p *process) stop() error {
	defer p.log.Close()
	_ = p.cmd.Process.Signal(syscall.SIGTERM) // when it has ended already, Wait tells why
	if err := p.cmd.Wait(); err != nil {
		b, _ := os.ReadFile(p.log.Name())
		return fmt.Errorf("%s ended: %w: %s", p.cmd.Path, err, lastLines(b))
	}
	return nil
}

func lastLines(b []byte) []byte { return bytes.TrimSpace(b[max(0, len(b)-600):]) }

// ticksPerSecond is the unit of times in /proc on every Linux that Go runs on.
const ticksPerSecond = 100

// cpu is how long the processor has worked for the process and, with PostgreSQL,
// for the database's own processes.
func cpu(pids ...int) time.Duration {
	var ticks int64
	for _, pid := range pids {
		fields := statOf(pid)
		if len(fields) < 15 {
			continue
		}
		// utime, stime and those of the children that ended, after pid and name.
		for _, i := range []int{11, 12, 13, 14} {
			n, _ := strconv.ParseInt(fields[i], 10, 64)
			ticks += n
		}
	}
	return time.Duration(ticks) * time.Second / ticksPerSecond
}

// statOf is a process's line of /proc after its name, which may hold spaces.
func statOf(pid int) []string {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return nil
	}
	_, after, _ := bytes.Cut(b, []byte(") "))
	return strings.Fields(string(after))
}

// withChildren lists a process and all that it began.
func withChildren(pid int) []int {
	all := []int{pid}
	folders, _ := filepath.Glob("/proc/[0-9]*")
	for _, f := range folders {
		child, err := strconv.Atoi(filepath.Base(f))
		if err != nil {
			continue
		}
		if fields := statOf(child); len(fields) > 1 && fields[1] == strconv.Itoa(pid) {
			all = append(all, child)
		}
	}
	return all
}

// peakMemory is the most that the process held, in bytes, since it began or
// since forgetPeak.
func peakMemory(pid int) int64 {
	b, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	for line := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, _ := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return kb << 10
		}
	}
	return 0
}
