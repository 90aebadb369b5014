using System.Text;

namespace FunctionsMaaS.Server.Tests;

/// <summary>A console that a test can wait on.</summary>
internal sealed class AnnouncementWriter : TextWriter
{
    private readonly StringBuilder _text = new();
    private readonly List<(string Word, TaskCompletionSource<string> Seen)> _waiting = [];

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        lock (_text)
        {
            _text.Append(value);
            foreach (var (word, seen) in _waiting.Where(w => Said(w.Word)).ToList())
                seen.TrySetResult(_text.ToString());
        }
    }

    public override Task WriteLineAsync(string? value)
    {
        Write(value + "\n");
        return Task.CompletedTask;
    }

    public Task<string> WaitForAsync(string word, CancellationToken cancellationToken)
    {
        lock (_text)
        {
            if (Said(word))
                return Task.FromResult(_text.ToString());
            var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((word, seen));
            return seen.Task.WaitAsync(cancellationToken);
        }
    }

    private bool Said(string word) => _text.ToString().Contains(word, StringComparison.Ordinal);
}
