using System.Runtime.InteropServices;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>Cells of new entries, 4 bytes each while all of them are codes. One writer; what a view shows is never written again.</summary>
internal sealed class DeltaCells
{
    private byte[] _data = [];
    private bool _isWide;

    public long this[int index] => View()[index];

    public Cells View() => _data.Length == 0 ? default : new Cells(_isWide ? CellForm.Wide : CellForm.Codes4, _data);

    public void Set(int index, long cell)
    {
        if (!_isWide && !Cell.IsCode(cell)) Widen();

        var width = _isWide ? sizeof(long) : sizeof(int);
        if ((index + 1L) * width > _data.Length) Array.Resize(ref _data, SizeFor(index, width));
        if (_isWide) MemoryMarshal.Cast<byte, long>(_data.AsSpan())[index] = cell;
        else MemoryMarshal.Cast<byte, int>(_data.AsSpan())[index] = (int)cell;
    }

    /// <summary>Forgets the first cells; only where no view holds them.</summary>
    public void Clear(int count)
    {
        var bytes = (long)count * (_isWide ? sizeof(long) : sizeof(int));
        _data.AsSpan(0, (int)Math.Min(bytes, _data.Length)).Clear();
    }

    private void Widen()
    {
        var narrow = MemoryMarshal.Cast<byte, int>(_data);
        var wide = new byte[_data.Length * 2];
        var cells = MemoryMarshal.Cast<byte, long>(wide.AsSpan());
        for (var i = 0; i < narrow.Length; i++) cells[i] = narrow[i];
        (_data, _isWide) = (wide, true);
    }

    private static int SizeFor(int index, int width) => Math.Max(16, (int)Math.Min(Array.MaxLength / width, (index + 1L) * 2)) * width;
}
