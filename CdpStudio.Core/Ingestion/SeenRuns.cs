using System.Buffers.Binary;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion;

/// <summary>
/// The messages of imports that are remembered at this moment, read without asking the processor: what a file's rows would be duplicates
/// of. About 30 bytes of memory for each row that was imported within the window.
/// </summary>
internal sealed class SeenRuns
{
    private const int MessageBytes = 32;

    private readonly HashSet<UInt128> _keys = [];

    public static async Task<SeenRuns> ReadAsync(StudioDbContext db, CancellationToken cancellationToken)
    {
        var seen = new SeenRuns();
        // Only what a run brought has its number behind it; everything else came through other doors.
        var batches = db.SeenBatches.AsNoTracking().Where(b => b.Messages.Length % MessageBytes != 0).Select(b => b.Messages).AsAsyncEnumerable();
        await foreach (var messages in batches.WithCancellation(cancellationToken))
        {
            for (var at = 0; at + MessageBytes <= messages.Length; at += MessageBytes) seen._keys.Add(BinaryPrimitives.ReadUInt128LittleEndian(messages.AsSpan(at)));
        }

        return seen;
    }

    /// <summary>As <see cref="See"/>, but what did not come before did not now.</summary>
    public bool Has(int source, string key) => _keys.Contains(ContentHash.OfKey(source, key));

    /// <summary>Whether the message came before, by another run or by a call of this method; from now on it did.</summary>
    public bool See(int source, string key) => !_keys.Add(ContentHash.OfKey(source, key));
}
