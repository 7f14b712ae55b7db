namespace CdpStudio.Core.Sources.Imports.Reading.Packing;

/// <summary>How much a small file may turn into. Tables are packed to a tenth or a twentieth; what exceeds these bounds was made to do harm.</summary>
/// <param name="MaxBytes">Unpacked, of one file in an archive.</param>
/// <param name="MaxRatio">Unpacked to packed, asked from <paramref name="RatioFrom"/> unpacked bytes on.</param>
/// <param name="MaxEntries">Files in an archive.</param>
/// <param name="MaxWorkbookBytes">Of a workbook that is packed once more: it is unpacked to disk, since its parts are read side by side.</param>
internal sealed record UnpackLimits(long MaxBytes, int MaxRatio, long RatioFrom, int MaxEntries, long MaxWorkbookBytes)
{
    public static UnpackLimits Default { get; } = new(64L << 30, 200, 64L << 20, 10_000, 2L << 30);

    /// <exception cref="UnreadableFileException">The bounds are exceeded.</exception>
    public void Check(long unpacked, long packed)
    {
        if (unpacked > MaxBytes) throw new UnreadableFileException(FileProblem.UnpackedTooLarge, FormattableString.Invariant($"{MaxBytes}"));
        if (unpacked > RatioFrom && unpacked / MaxRatio > packed) throw new UnreadableFileException(FileProblem.PackedTooTightly, FormattableString.Invariant($"{MaxRatio}"));
    }
}
