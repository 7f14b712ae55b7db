namespace CdpStudio.Benchmarks;

internal static class Percentiles
{
    /// <param name="rising">At least one.</param>
    public static double At(this List<double> rising, double percent) => rising[Math.Min(rising.Count - 1, (int)(rising.Count * percent / 100))];
}
