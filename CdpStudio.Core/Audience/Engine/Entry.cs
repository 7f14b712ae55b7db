namespace CdpStudio.Core.Audience.Engine;

/// <summary>The place of an entry in a series.</summary>
/// <param name="Index">Within the block: through its sorted base and on into its delta.</param>
internal readonly record struct Entry(int Block, int Index);
