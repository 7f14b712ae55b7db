using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CdpStudio.Core.Persistence.Providers.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class LedgerReports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Send_Owner_OwnerId_Id",
                table: "Send",
                columns: new[] { "Owner", "OwnerId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Send_Owner_OwnerId_State_Reason_Id",
                table: "Send",
                columns: new[] { "Owner", "OwnerId", "State", "Reason", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Send_Owner_OwnerId_Id",
                table: "Send");

            migrationBuilder.DropIndex(
                name: "IX_Send_Owner_OwnerId_State_Reason_Id",
                table: "Send");
        }
    }
}
