using CdpStudio.Core.Kernel;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CdpStudio.Core.Persistence;

/// <summary>SQLite cannot compare its text form of a time with an offset, so every provider stores UTC milliseconds.</summary>
internal sealed class UtcMillisecondsConverter() : ValueConverter<DateTimeOffset, long>(
    time => time.ToUnixTimeMilliseconds(), stored => DateTimeOffset.FromUnixTimeMilliseconds(stored));

internal sealed class ProfileIdConverter() : ValueConverter<ProfileId, long>(id => id.Value, stored => new ProfileId(stored));

internal sealed class SourceIdConverter() : ValueConverter<SourceId, int>(id => id.Value, stored => new SourceId(stored));
