# unbluff in SpamAssassin: asks `unbluff serve` by spamd's protocol (SYMBOLS), and what it says fires rules. See README.md and unbluff.cf beside this.
#
# Whatever goes wrong, the mail gets SpamAssassin's other results: UNBLUFF_FAIL fires then. One mail waits for `unbluff_timeout` at most.
package Mail::SpamAssassin::Plugin::Unbluff;

use strict;
use warnings;
use re 'taint';

use Errno qw(EAGAIN EINTR);
use IO::Select;
use IO::Socket::INET;
use IO::Socket::UNIX;
use Socket qw(SOCK_STREAM);
use Time::HiRes qw(time);

use Mail::SpamAssassin::Conf;
use Mail::SpamAssassin::Logger;
use Mail::SpamAssassin::Plugin;
use Mail::SpamAssassin::Util qw(untaint_var);

our @ISA = qw(Mail::SpamAssassin::Plugin);

# An answer is a list of some forty names.
use constant MOST_ANSWER_BYTES => 16_384;

sub new {
  my ($class, $main) = @_;
  my $self = $class->SUPER::new($main);
  bless($self, $class);
  $main->{conf}->{parser}->register_commands([
    {setting => 'unbluff_server', default => '127.0.0.1:8027', type => $Mail::SpamAssassin::Conf::CONF_TYPE_STRING, is_admin => 1},
    {setting => 'unbluff_timeout', default => 5, type => $Mail::SpamAssassin::Conf::CONF_TYPE_DURATION, is_admin => 1},
  ]);
  $self->register_eval_rule('check_unbluff', $Mail::SpamAssassin::Conf::TYPE_HEAD_EVALS);
  return $self;
}

# eval:check_unbluff('SEXTORTION_SCAM'): whether that is unbluff's verdict. 'FAIL': whether there is none.
sub check_unbluff {
  my ($self, $pms, $verdict) = @_;
  # Asked once a mail, however many rules there are.
  my $answer = $pms->{unbluff} //= $self->ask($pms);
  return 0 if $answer->[0] ne $verdict;
  my (undef, @reasons) = @$answer;
  $pms->test_log(join(', ', @reasons)) if @reasons;
  return 1;
}

# [verdict, reason…], all of them names that unbluff made, not words of the mail.
sub ask {
  my ($self, $pms) = @_;
  my @names = eval { $self->symbols($pms->{msg}->get_pristine(), $pms->{conf}) };
  if (!@names) {
    info("unbluff: not asked: %s", $@ || 'no verdict');
    return ['FAIL'];
  }
  dbg("unbluff: %s", join(',', @names));
  my ($verdict, @reasons) = @names;
  return [$verdict, map { lc(s/_/ /gr) } @reasons];
}

sub symbols {
  my ($self, $mail, $conf) = @_;
  my $deadline = time + $conf->{unbluff_timeout};
  my $link = connected(untaint_var($conf->{unbluff_server}), $deadline);
  send_all($link, "SYMBOLS SPAMC/1.5\r\nContent-length: " . length($mail) . "\r\n\r\n" . $mail, $deadline);
  my $answer = read_all($link, $deadline);
  $answer =~ m{\ASPAMD/[0-9.]+ 0 .*?\r\n\r\n(.*)\z}s or die "an answer that is not spamd's\n";
  my @names = $1 =~ /\bUNBLUFF_([A-Z0-9_]+)/g;
  die "unbluff has not examined it\n" if !@names || $names[0] eq 'NOT_EXAMINED';
  return @names;
}

sub connected {
  my ($server, $deadline) = @_;
  my $link = $server =~ m{^/}
    ? IO::Socket::UNIX->new(Type => SOCK_STREAM, Peer => $server)
    : IO::Socket::INET->new(PeerAddr => $server, Proto => 'tcp', Timeout => remaining($deadline));
  $link or die "$server: $!\n";
  $link->blocking(0);
  return $link;
}

sub send_all {
  my ($link, $text, $deadline) = @_;
  # Perl would end SpamAssassin where unbluff goes away meanwhile.
  local $SIG{PIPE} = 'IGNORE';
  my $sent = 0;
  while ($sent < length($text)) {
    IO::Select->new($link)->can_write(remaining($deadline)) or next;
    my $count = syswrite($link, $text, 65_536, $sent);
    defined $count or $!{EAGAIN} or $!{EINTR} or die "write: $!\n";
    $sent += $count // 0;
  }
  return;
}

sub read_all {
  my ($link, $deadline) = @_;
  my $answer = '';
  while (length($answer) < MOST_ANSWER_BYTES) {
    IO::Select->new($link)->can_read(remaining($deadline)) or next;
    my $count = sysread($link, $answer, 4_096, length($answer));
    if (!defined $count) { $!{EAGAIN} or $!{EINTR} or die "read: $!\n"; next }
    last if $count == 0;
  }
  return $answer;
}

# Seconds until the deadline; past it, that is the end of asking.
sub remaining {
  my ($deadline) = @_;
  my $seconds = $deadline - time;
  die "no answer in time\n" if $seconds <= 0;
  return $seconds;
}

1;
