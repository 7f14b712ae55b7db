namespace CdpStudio.Core.Kernel;

/// <summary>How large an array becomes that has to grow: twice as large while it is small, then a quarter more, so that millions of places do not lie empty.</summary>
internal static class Growth
{
    private const int Small = 1 << 20;

    /// <param name="needed">Items that it must have room for.</param>
    public static int Of(int length, int needed) => Math.Max(needed, length < Small ? length * 2 : (int)Math.Min(Array.MaxLength, length + (length / 4L)));
}
