# Starts User Mode Linux so that it works on a CPU with AVX-512 or AMX as well. Linux 6.1's UML hands the guest's
# registers back with PTRACE_SETREGSET and a buffer of fixed size, and the host refuses one that is smaller than its own
# (EFAULT: "ptrace set fp regs failed", and init dies). A seccomp filter refuses that request from the start, so that UML
# takes PTRACE_SETFPREGS, which every CPU has; where there is no seccomp it is tried as it is.
# The upper halves of vector registers are then lost at a page fault: the guest's C library is kept off them
# (GLIBC_TUNABLES).
use strict;
use warnings;

sub instruction { pack 'SCCL', @_ }
use constant { LOAD => 0x20, AND => 0x54, JUMP_EQUAL => 0x15, RETURN => 0x06 };
my @filter = (
  instruction(LOAD, 0, 0, 4),                  # seccomp_data.arch
  instruction(JUMP_EQUAL, 0, 7, 0xc000003e),   # AUDIT_ARCH_X86_64
  instruction(LOAD, 0, 0, 0),                  # seccomp_data.nr
  instruction(JUMP_EQUAL, 0, 5, 101),          # ptrace
  instruction(LOAD, 0, 0, 16),                 # its first argument
  instruction(AND, 0, 0, 0xfffffffe),
  instruction(JUMP_EQUAL, 0, 2, 0x4204),       # PTRACE_GETREGSET, PTRACE_SETREGSET
  instruction(LOAD, 0, 0, 32),                 # its third argument
  instruction(JUMP_EQUAL, 1, 0, 0x202),        # NT_X86_XSTATE
  instruction(RETURN, 0, 0, 0x7fff0000),       # SECCOMP_RET_ALLOW
  instruction(RETURN, 0, 0, 0x00050005),       # SECCOMP_RET_ERRNO, EIO
);
my $program = pack 'S x6 P', scalar @filter, join '', @filter;
syscall 157, 38, 1, 0, 0, 0;                   # prctl(PR_SET_NO_NEW_PRIVS, 1)
syscall 157, 22, 2, $program;                  # prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER)
exec { $ARGV[0] } @ARGV or die "$ARGV[0]: $!\n";
