using System.Security.Cryptography;

namespace CdpStudio.Core.Sources.Recurring;

/// <summary>A file on its way in: its hash is made as it passes, and a source that falls silent or breaks off is told from a full disk.</summary>
internal sealed class TakenStream(Stream inner, TimeProvider clock) : Imports.Reading.Packing.ReadOnlyStream
{
    private static readonly TimeSpan s_longestSilence = TimeSpan.FromSeconds(60);

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Of all that was read; asked once, at the end.</summary>
    public string Hash() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public override int Read(Span<byte> buffer) => throw new NotSupportedException();

    /// <exception cref="PlaceFailedException">It broke off or fell silent.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var silence = new CancellationTokenSource(s_longestSilence, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        try
        {
            var read = await inner.ReadAsync(buffer, both.Token);
            _hash.AppendData(buffer.Span[..read]);
            return read;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PlaceFailedException(RecurringProblem.TooSlow);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or UnauthorizedAccessException)
        {
            throw new PlaceFailedException(RecurringProblem.BrokenOff, e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _hash.Dispose();
        base.Dispose(disposing);
    }
}
