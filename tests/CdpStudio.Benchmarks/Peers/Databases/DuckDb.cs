using System.Runtime.InteropServices;

namespace CdpStudio.Benchmarks.Peers.Databases;

/// <summary>DuckDB in this process, through the C interface of the library that its npm package holds.</summary>
internal sealed partial class DuckDb : IDisposable
{
    private const string Library = "duckdb";

    private nint _database;
    private nint _connection;

    /// <param name="library">Path of libduckdb.so.</param>
    /// <param name="file">Of the database.</param>
    public DuckDb(string library, string file)
    {
        NativeLibrary.SetDllImportResolver(typeof(DuckDb).Assembly, (name, _, _) => name == Library ? NativeLibrary.Load(library) : 0);
        if (duckdb_open(file, out _database) != 0) throw new InvalidOperationException($"DuckDB could not open {file}.");
        if (duckdb_connect(_database, out _connection) != 0) throw new InvalidOperationException("DuckDB took no connection.");
    }

    public static string Version => Marshal.PtrToStringUTF8(duckdb_library_version()) ?? "";

    public void Run(string sql) => Number(sql, hasAnswer: false);

    public long Number(string sql) => Number(sql, hasAnswer: true);

    public void Dispose()
    {
        duckdb_disconnect(ref _connection);
        duckdb_close(ref _database);
    }

    private long Number(string sql, bool hasAnswer)
    {
        var failed = duckdb_query(_connection, sql, out var result) != 0;
        try
        {
            if (failed) throw new InvalidOperationException($"{Marshal.PtrToStringUTF8(duckdb_result_error(ref result))} in {sql}");
            return hasAnswer ? duckdb_value_int64(ref result, 0, 0) : 0;
        }
        finally
        {
            duckdb_destroy_result(ref result);
        }
    }

    [LibraryImport(Library)]
    private static partial nint duckdb_library_version();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int duckdb_open(string path, out nint database);

    [LibraryImport(Library)]
    private static partial int duckdb_connect(nint database, out nint connection);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int duckdb_query(nint connection, string query, out Result result);

    [LibraryImport(Library)]
    private static partial long duckdb_value_int64(ref Result result, ulong column, ulong row);

    [LibraryImport(Library)]
    private static partial nint duckdb_result_error(ref Result result);

    [LibraryImport(Library)]
    private static partial void duckdb_destroy_result(ref Result result);

    [LibraryImport(Library)]
    private static partial void duckdb_disconnect(ref nint connection);

    [LibraryImport(Library)]
    private static partial void duckdb_close(ref nint database);

    // As duckdb.h has it; the fields are the library's own.
    [StructLayout(LayoutKind.Sequential)]
    private struct Result
    {
        public ulong Columns;
        public ulong Rows;
        public ulong Changed;
        public nint ColumnData;
        public nint Error;
        public nint Internal;
    }
}
